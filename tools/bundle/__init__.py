"""The folders to carry to a computer without a network: `make bundle`."""
