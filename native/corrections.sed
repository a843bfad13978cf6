# Corrections of the pinned source, applied before it is compiled. Each must change exactly one line; native/build checks
# that. Remove one when the pin moves to a version that has it.

# SQLite3 Multiple Ciphers 2.4.0, mcIoRead: after a failed read of the file below it goes on as if the read had worked, so
# that an input/output error gives wrong rows instead of an error. Corrected by its maintainers after that version.
/^static int mcIoRead(.*offset)$/,/^}/ s/rc == SQLITE_IOERR_SHORT_READ/rc != SQLITE_OK/
