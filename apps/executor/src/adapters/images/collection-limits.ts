/** Bytes of a result in JSON, and of one collected as a blob (a genome). */
export const MAX_JSON_RESULT_BYTES = 64 << 10;
export const MAX_BLOB_RESULT_BYTES = 15 << 20;
/** Bytes of output that `collect` gives back. */
export const MAX_TAIL_BYTES = 64 << 10;
/** Bytes that a run may write to each of /knockem/work and /tmp, and to any one file. */
export const MAX_WRITABLE_BYTES = 64 << 20;
export const MAX_WORK_FILES = 16_384;
/** Room for interpreters and a few children; a fork bomb meets it at once. */
export const MAX_PIDS = 64;
export const MAX_OPEN_FILES = 1024;
export const MAX_SHM_BYTES = 16 << 20;
