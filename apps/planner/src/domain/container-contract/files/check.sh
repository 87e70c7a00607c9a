# Runs of an image check, sourced by entry.sh for `check look LIMIT CALLS…` and `check compete ALPHA_SITES BETA_SITES`.
#
# `look` calls the verbs as told and notes what came of each; it judges nothing, so that one run tells every fault. CALLS:
# `verbs`, `wild` (the genome's digest), `count:FROM`, `apply:FROM:SITES`; FROM is `wild` or the number, from 0, of an
# earlier call, whose output is then the input. No call takes longer than LIMIT seconds.
# `compete` is a competition as every other one, with the time it took, and why it failed in the image's own words.

check() {
  kind=$1
  shift
  case $kind in
    look) look "$@" ;;
    compete) timed_compete "$@" ;;
    *) fail "unknown kind of check: $kind" ;;
  esac
}

look() {
  limit=$1 number=0 notes=
  shift
  while [ $# -gt 0 ]; do
    call=$1 output=$own/call-$number
    shift
    case $call in
      verbs) note=$(verbs_note) ;;
      wild) note="{\"sha256\":\"$(digest "$genome")\"}" ;;
      *) note=$(call_note) ;;
    esac
    notes="$notes${notes:+,}$note"
    case " $* " in
      *" count:$number "* | *" apply:$number:"*) ;;
      *) bb rm -f "$output" ;;
    esac
    number=$((number + 1))
  done
  printf '{"calls":[%s]}\n' "$notes" >"$own/result.json"
}

verbs_note() {
  list=
  for verb in knockem_count_sites knockem_apply_knockout knockem_compete_two; do
    found=missing
    if command -v "$verb" >/dev/null 2>&1; then found=present; elif on_path "$verb"; then found=not-executable; fi
    list="$list${list:+,}\"$verb\":\"$found\""
  done
  printf '{"verbs":{%s},"path":"%s"}' "$list" "$(printf '%s' "$image_path" | plain 1000)"
}

on_path() {
  (
    IFS=:
    for directory in $image_path; do [ ! -e "$directory/$1" ] || exit 0; done
    exit 1
  )
}

# One call of a verb: exit code, seconds, digest and size of the output, its beginning, and the last line on stderr.
call_note() {
  began=$(centiseconds)
  make_call
  code=$?
  took=$(seconds_since "$began")
  printf '{"exitCode":%s,"seconds":%s,"bytes":%s,"sha256":"%s","answer":"%s","said":"%s"}' \
    "$code" "$took" "$(bb wc -c <"$output")" "$(digest "$output")" "$(plain 200 <"$output")" "$(last_words <"$own/said")"
  bb head -c 4096 "$own/said" >&2
}

make_call() {
  verb=${call%%:*}
  from=${call#*:}
  sites=
  case $from in *:*) sites=${from#*:} from=${from%%:*} ;; esac
  input=$genome
  [ "$from" = wild ] || input=$own/call-$from
  case $verb in
    count) bb timeout -s KILL "$limit" knockem_count_sites ;;
    apply) bb timeout -s KILL "$limit" knockem_apply_knockout $sites ;;
    *) fail "unknown call: $call" ;;
  esac <"$input" >"$output" 2>"$own/said"
}

timed_compete() {
  began=$(centiseconds)
  # In a subshell, since a failure ends it; its output is bounded by keeping the end.
  { (compete "$@"); echo $? >"$own/code"; } 2>&1 | bb tail -c 65536 >"$own/output"
  took=$(seconds_since "$began")
  bb cat "$own/output"
  read -r code <"$own/code"
  if [ "$code" -eq 0 ]; then
    bb sed "s/^{/{\"seconds\":$took,/" "$own/result.json" >"$own/timed.json" && bb mv "$own/timed.json" "$own/result.json"
    return
  fi
  words=$(bb grep -v '^knockem: ' "$own/output" | last_words)
  [ -z "$words" ] || printf '%s; its last words: %s\n' "$(bb cat "$own/reason")" "$words" >"$own/reason"
  exit "$code"
}

# Equal up to line ends at the very end, as everywhere in the contract.
digest() { printf '%s' "$(bb cat "$1")" | bb sha256sum | bb cut -c 1-64; }

# Of text, not of a report.
last_words() { bb grep -v -e '^[[:space:]]*$' -e '^{' | bb tail -n 1 | bb tr -d '\n' | plain 200; }

# plain MOST: what may stand in a JSON string as it is.
plain() { bb head -c "$1" | bb tr '\n\t"' "  '" | bb tr -c ' -[]-~' '?'; }

# Hundredths of a second since the machine started; no clock of the image's is needed.
centiseconds() {
  read -r uptime rest </proc/uptime || uptime=0.00
  printf '%s' "${uptime%.*}${uptime#*.}"
}

seconds_since() {
  hundredths=$(($(centiseconds) - $1))
  printf '%d.%02d' $((hundredths / 100)) $((hundredths % 100))
}
