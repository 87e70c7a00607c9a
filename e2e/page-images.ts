// Programs of the images that the page's tests look at.

/** Says what nobody said before, and fails. */
export const FAILING = {
  knockem_count_sites: 'awk "END{print NR}"',
  knockem_apply_knockout: 'awk -v out=" $* " \'{ if (index(out, " " (NR-1) " ")) print "x"; else print }\'',
  knockem_compete_two: 'cat /proc/sys/kernel/random/uuid >&2; exit 3',
};

/** Writes a line five times a second, as long as it is let. */
export const WRITER = 'slow/writer:1';
export const WRITING = {
  knockem_count_sites: 'awk "END{print NR}"',
  knockem_apply_knockout: 'cat',
  knockem_compete_two: 'n=0; while :; do n=$((n + 1)); echo "line $n" >&2; sleep 0.2; done',
};
