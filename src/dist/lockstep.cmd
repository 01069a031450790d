@echo off
rem Starts Lockstep on Windows, from an unpacked archive: with its own Java runtime, that of JAVA_HOME, or the one on the path.
rem LOCKSTEP_JAVA_OPTS may hold more flags for it. Exit status 3: Lockstep could not be started.
setlocal
for %%d in ("%~dp0..") do set "home=%%~fd"
set "java=%home%\runtime\bin\java.exe"
if not exist "%java%" if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
if not exist "%java%" set "java=java"
where /q "%java%" 2>nul || if not exist "%java%" (
  echo lockstep: Java 17 or newer is needed, and was not found 1>&2
  exit /b 3
)
rem DL4J's threads cost more than they bring on small networks.
if not defined OMP_NUM_THREADS set "OMP_NUM_THREADS=1"
"%java%" "@%home%\jvm.flags" %LOCKSTEP_JAVA_OPTS% -jar "%home%\lockstep.jar" %*
