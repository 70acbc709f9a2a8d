' Written by "charley install", removed by "charley uninstall". The zero: no window is shown.
CreateObject("Shell.Application").ShellExecute ${program}, ${arguments}, "", "open", 0
