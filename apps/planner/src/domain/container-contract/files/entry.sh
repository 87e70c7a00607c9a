# The first program of every run: `sh entry.sh inspect SITE_BASE`, or `sh entry.sh compete ALPHA_SITES BETA_SITES [keep]`.
#
# Promise: it ends with 0 and one checked result file, or with 1 and one sentence in the reason file; never both, never
# neither unless it was stopped from outside. Runs under the injected busybox, so it works in an image without a shell;
# it uses no program of the image but its verbs. Site numbers come ready for the image (from its siteBase on), each side's
# in one argument: numbers with spaces between, or `=` and a bit set. With `keep`, beta's genome is left to be collected.
# `sh entry.sh serve` is what the image itself makes of it: many competitions, a line each, on stdin and stdout.
# `sh entry.sh check …` is what check.sh says.
set -u

bb() { "$KNOCKEM_BUSYBOX" "$@"; }

inputs=/knockem/in
work=/knockem/work
own=$work/.knockem
genome=$inputs/genome
max_sites=100000

fail() {
  printf '%s\n' "$1" >"$own/reason"
  printf 'knockem: %s\n' "$1" >&2
  exit 1
}

need_verb() {
  command -v "$1" >/dev/null 2>&1 || fail "the image has no $1 on its PATH ($image_path)"
}

# Equal up to line ends at the very end: an awk or Python script adds one where the genome has none.
same_genome() {
  bb cmp -s "$1" "$2" || [ "$(bb cat "$1")" = "$(bb cat "$2")" ]
}

# apply_knockout NAME OUTPUT SITES…: the image itself makes the genome of which SITES are knocked out.
apply_knockout() {
  name=$1 output=$2
  shift 2
  knockem_apply_knockout "$@" <"$genome" >"$output"
  status=$?
  [ $status -eq 0 ] || fail "knockem_apply_knockout exited with code $status (genome $name, $# sites: $(some "$@"))"
  [ -n "$(bb head -c 4096 "$output")" ] || fail "knockem_apply_knockout printed nothing (genome $name, $# sites: $(some "$@"))"
}

some() {
  list=
  for site in "$@"; do
    [ ${#list} -lt 60 ] || { list="$list …"; break; }
    list="$list${list:+ }$site"
  done
  printf '%s' "${list:-none}"
}

apply_sites() {
  apply_knockout "$@"
  output=$2
  shift 2
  ! same_genome "$genome" "$output" ||
    fail "knockem_apply_knockout changed nothing (genome $name, $# sites: $(some "$@")); does the image number its sites from 1? (siteBase)"
}

# Prints the number of sites, checked; ends the subshell with a sentence otherwise.
count_sites() {
  knockem_count_sites <"${1:-$genome}" >"$own/count"
  status=$?
  [ $status -eq 0 ] || fail "knockem_count_sites exited with code $status"
  answer=$(bb head -c 200 "$own/count" | bb tr -c ' -~\n' '?')
  case $answer in
    '') fail 'knockem_count_sites printed nothing' ;;
    *[!0-9]*) fail "knockem_count_sites must print one whole number, but printed: $(printf '%s' "$answer" | bb head -n 1 | bb head -c 80)" ;;
  esac
  answer=$(printf '%s' "$answer" | bb sed 's/^0*\(.\)/\1/')
  [ "$answer" != 0 ] || fail 'knockem_count_sites says that the genome has no sites'
  [ ${#answer} -le 6 ] && [ "$answer" -le $max_sites ] ||
    fail "the genome has $answer sites; at most $max_sites can be studied"
  count=$answer
}

inspect() {
  site_base=$1
  need_verb knockem_count_sites
  need_verb knockem_apply_knockout
  need_verb knockem_compete_two
  count_sites
  first=$count
  count_sites
  [ "$first" = "$count" ] || fail "knockem_count_sites gave $first, then $count, for the same genome"
  apply_knockout 'without knockouts' "$own/identity"
  same_genome "$genome" "$own/identity" || fail 'knockem_apply_knockout changed the genome although no sites were given'
  warnings=
  try_knockouts "$1" $((first - 1 + $1))
  serves=false
  ! command -v knockem_serve >/dev/null 2>&1 || serves=true
  printf '{"numSites":%s,"serves":%s,"warnings":[%s]}\n' "$first" "$serves" "$warnings" >"$own/result.json"
}

# First and last site: a wrong siteBase shows here, before thousands of competitions. A genome that comes with those
# sites already out is left unchanged by a right image, so that is a warning.
try_knockouts() {
  [ "$1" -ne "$2" ] || return 0
  for site in "$1" "$2"; do
    apply_knockout tried "$own/one" "$site"
    ! same_genome "$genome" "$own/one" || warnings="$warnings${warnings:+,}\"knocking out site $site changed nothing; does the image number its sites from $((1 - site_base))? (siteBase)\""
  done
  apply_knockout tried "$own/both" "$1" "$2"
  apply_knockout tried "$own/other-order" "$2" "$1"
  same_genome "$own/both" "$own/other-order" || fail "knockem_apply_knockout depends on the order of its sites ($1 $2, $2 $1)"
  count_sites "$own/both"
  [ "$first" = "$count" ] || fail "knockem_apply_knockout changed the number of sites from $first to $count (sites $1 $2)"
}

# expand_sites SET: its numbers. A bit set has one character, 0-9a-v, for each five numbers, the lowest bit for the lowest
# number; read in pairs, so that ten share their leading digits and no number needs arithmetic: 4,000 take 6 ms.
expand_sites() {
  case $1 in =*) ;; *) printf '%s' "$1"; return ;; esac
  tens=
  for pair in $(printf '%s' "${1#=}" | bb sed 's/../& /g'); do
    case $pair in
      00) ;;
      vv) echo "${tens}0 ${tens}1 ${tens}2 ${tens}3 ${tens}4 ${tens}5 ${tens}6 ${tens}7 ${tens}8 ${tens}9" ;;
      *) expand_pair ;;
    esac
    tens=$((tens + 1))
  done
}

expand_pair() {
  ten=
  case $pair in [13579bdfhjlnprtv]?) ten=${tens}0 ;; esac
  case $pair in [2367abefijmnqruv]?) ten="$ten ${tens}1" ;; esac
  case $pair in [4567cdefklmnstuv]?) ten="$ten ${tens}2" ;; esac
  case $pair in [89a-fo-v]?) ten="$ten ${tens}3" ;; esac
  case $pair in [g-v]?) ten="$ten ${tens}4" ;; esac
  case $pair in ?[13579bdfhjlnprtv]) ten="$ten ${tens}5" ;; esac
  case $pair in ?[2367abefijmnqruv]) ten="$ten ${tens}6" ;; esac
  case $pair in ?[4567cdefklmnstuv]) ten="$ten ${tens}7" ;; esac
  case $pair in ?[89a-fo-v]) ten="$ten ${tens}8" ;; esac
  case $pair in ?[g-v]) ten="$ten ${tens}9" ;; esac
  echo "$ten"
}

compete() {
  need_verb knockem_compete_two
  [ -z "$1$2" ] || need_verb knockem_apply_knockout
  KNOCKEM_GENOME_FILE_ALPHA=$genome
  KNOCKEM_GENOME_FILE_BETA=$genome
  if [ -n "$1" ]; then
    KNOCKEM_GENOME_FILE_ALPHA=$work/genome-alpha
    apply_sites alpha "$KNOCKEM_GENOME_FILE_ALPHA" $(expand_sites "$1")
  fi
  if [ -n "$2" ]; then
    KNOCKEM_GENOME_FILE_BETA=$work/genome-beta
    apply_sites beta "$KNOCKEM_GENOME_FILE_BETA" $(expand_sites "$2")
  fi
  # Before the image runs: what is kept is what competed, whatever becomes of the file.
  [ -z "${3-}" ] || bb cp "$KNOCKEM_GENOME_FILE_BETA" "$own/kept"
  export KNOCKEM_GENOME_FILE_ALPHA KNOCKEM_GENOME_FILE_BETA
  run_compete
  bb awk -v command="$own/report" -v again="$own/report-again" -v file="$KNOCKEM_RESULT_FILE" -v tail="$own/last" \
    -v status="$compete_status" -v result="$own/result.json" -v reason="$own/reason" \
    -f "$inputs/read-report.awk" || exit 1
}

# The image's output goes on to ours (capped outside); only its end is kept here, for a report on the last line.
run_compete() {
  bb mkfifo "$own/copy"
  bb tail -c 65536 <"$own/copy" >"$own/last" &
  keeper=$!
  { { knockem_compete_two </dev/null 3>&-; echo $? >"$own/status"; } | bb tee "$own/copy" >&3; } 3>&1
  wait $keeper
  read -r compete_status <"$own/status"
}

# Its answers are its own: nothing stands between it and the lines.
serve() {
  unset KNOCKEM_RESULT_FILE
  need_verb knockem_serve
  exec knockem_serve
}

image_path=${PATH:-/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin}
# The shims come first; a stand-in for python3 comes last, where only an image without python3 finds it.
PATH=$inputs/bin:$image_path:$inputs/fallback
PYTHONPATH=$inputs/python${PYTHONPATH:+:$PYTHONPATH}
KNOCKEM_RESULT_FILE=$work/result.json
export PATH PYTHONPATH KNOCKEM_RESULT_FILE
bb mkdir -p "$own"

# Python looks for knockem.cli in the current directory first: an image with a knockem/ folder there would hide the shim.
[ ! -d knockem ] || cd "$work"

verb=$1
shift
case $verb in
  inspect) inspect "$@" ;;
  compete) compete "$@" ;;
  serve) serve ;;
  check) . "$inputs/check.sh" && check "$@" ;;
  *) fail "unknown kind of run: $verb" ;;
esac
