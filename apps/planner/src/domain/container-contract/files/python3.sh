#!/knockem/bin/busybox sh
# Stands in for python3 in images that have none: understands only `python3 -m knockem.cli VERB …`.
shims=/knockem/in/bin

if [ "${1:-}" = -m ] && [ "${2:-}" = knockem.cli ]; then
  verb=${3:-}
  [ $# -lt 3 ] || shift 3
  case $verb in
    report-competition) exec "$shims/knockem-report" "$@" ;;
    fetch-genome) exec "$shims/knockem-fetch-genome" "$@" ;;
    cleanup-genome) exec "$shims/knockem-cleanup-genome" "$@" ;;
    *) echo "knockem.cli: unknown command '$verb'; known: report-competition, fetch-genome, cleanup-genome" >&2; exit 2 ;;
  esac
fi
echo 'this image has no python3; knockem stands in for "python3 -m knockem.cli" only' >&2
exit 127
