@echo off
rem Finds Python and hands over to launcher\start.py. ASCII on purpose: cmd.exe misreads other
rem characters in some code pages, so what it says lies in text files, shown as UTF-8.
setlocal EnableExtensions DisableDelayedExpansion
chcp 65001 >nul
rem Neither launcher of Python may go and fetch one.
set "PYTHON_MANAGER_AUTOMATIC_INSTALL=false"
set "PYLAUNCHER_ALLOW_INSTALL="
set "PYTHONHOME="
set "PYTHONPATH="
set "PYTHONUTF8=1"
set "ASKED="
set "SUITS=import sys, sysconfig; sys.exit(sys.version_info[:2] != (@MAJOR@, @MINOR@) or sysconfig.get_platform() != 'win-amd64')"

:find
set "VERSION="
set "FOUND=%LocalAppData%\Programs\Python\Python@MAJOR@@MINOR@\python.exe"
"%FOUND%" -c "%SUITS%" >nul 2>nul && goto run
set "FOUND=%ProgramFiles%\Python@MAJOR@@MINOR@\python.exe"
"%FOUND%" -c "%SUITS%" >nul 2>nul && goto run
set "FOUND=python.exe"
"%FOUND%" -c "%SUITS%" >nul 2>nul && goto run
set "FOUND=py.exe"
set "VERSION=-@MAJOR@.@MINOR@"
"%FOUND%" %VERSION% -c "%SUITS%" >nul 2>nul && goto run
if defined ASKED goto missing
set "ASKED=1"
set "INSTALLER="
for %%F in ("%~dp0python-@MAJOR@.@MINOR@.*-amd64.exe") do set "INSTALLER=%%~fF"
if not defined INSTALLER goto missing
type "%~dp0launcher\installer.txt"
choice /c YN /n /m "Y/N: "
if errorlevel 2 goto missing
start "" /wait "%INSTALLER%" /passive InstallAllUsers=0 Include_launcher=0 PrependPath=0 Include_test=0
goto find

:missing
type "%~dp0launcher\no-python.txt"
pause
exit /b 1

:run
"%FOUND%" %VERSION% "%~dp0launcher\start.py" %*
set "CODE=%ERRORLEVEL%"
pause
exit /b %CODE%
