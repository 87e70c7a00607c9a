#!/knockem/bin/busybox sh
# knockem-report UPDATES ALPHA BETA | knockem-fetch-genome ID | knockem-cleanup-genome ID: one file under three names.
# Only touches files; needs no network and no credentials. The first report wins, by link(2), which is atomic.
bb() { /knockem/bin/busybox "$@"; }
own=/knockem/work/.knockem

die() {
  printf '%s\n' "$1" >&2
  exit 2
}

report() {
  [ $# -eq 3 ] || die 'usage: knockem-report UPDATES_ELAPSED NUM_ALPHA NUM_BETA'
  draft=$own/report.$$
  printf '%s\t%s\t%s\n' "$1" "$2" "$3" >"$draft"
  bb ln "$draft" "$own/report" 2>/dev/null || bb cmp -s "$draft" "$own/report" || bb ln "$draft" "$own/report-again" 2>/dev/null
  bb rm -f "$draft"
}

fetch_genome() {
  case ${1:-} in
    '') die 'usage: knockem-fetch-genome GENOME_ID' ;;
    "$KNOCKEM_GENOME_ID_ALPHA") exec /knockem/bin/busybox cat "$KNOCKEM_GENOME_FILE_ALPHA" ;;
    "$KNOCKEM_GENOME_ID_BETA") exec /knockem/bin/busybox cat "$KNOCKEM_GENOME_FILE_BETA" ;;
    *) die "knockem: no genome $1 in this competition (alpha $KNOCKEM_GENOME_ID_ALPHA, beta $KNOCKEM_GENOME_ID_BETA)" ;;
  esac
}

case ${0##*/} in
  knockem-report) report "$@" ;;
  knockem-fetch-genome) fetch_genome "$@" ;;
  knockem-cleanup-genome) ;;
  *) die "unknown command ${0##*/}" ;;
esac
