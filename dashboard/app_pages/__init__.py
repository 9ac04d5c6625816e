"""The pages, thin: each draws what a view-model of `dashboard.views` says."""
