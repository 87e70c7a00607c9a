/**
 * PID 1 of a docker run, for the injected busybox's sh: starts the program, keeps its deadline, caps its output, and
 * says on stdout, in lines that begin with the run's nonce, how it ended and what it left:
 *
 *     K            everything else in the container has been ended: from here on only PID 1 speaks (an empty line comes
 *                  before it, since half a line may stand there)
 *     T            stopped at its deadline
 *     M            met its memory limit
 *     F TEXT       the program could not be started
 *     R BASE64     the result's bytes;  B BASE64  the blob's;  S BASE64  the reason's; in lines below the 16 kB at
 *                  which the log splits them
 *     W TEXT       a warning
 *     E CODE       its exit code; always the last line, so that its absence tells that PID 1 was ended from outside
 *
 * The image's own output goes to stderr. The program has PID 1's user: it can read the nonce and write on PID 1's
 * stdout, stop and end every other process of the container, and take all places under the limit of processes. So
 * nothing that is said before K counts, PID 1 waits for the deadline itself (signals from inside do not reach it), and
 * before it starts any process of its own all others are ended in one stroke, which no fork escapes. The deadline
 * holds here, beside the container, while no executor lives.
 *
 * Arguments: nonce, seconds, output cap, result file and its cap, reason file (may be empty), blob file (may be empty)
 * and its cap, then the program.
 */
export const SUPERVISE = `
b=/knockem/bin/busybox
nonce=$1 seconds=$2 cap=$3 result=$4 most=$5 reason=$6 blob=$7 largest=$8; shift 8
say() { echo "$nonce $*"; }

can_start() {
  case $1 in */*) [ -f "$1" ] && [ -x "$1" ]; return;; esac
  oldifs=$IFS; IFS=:
  for d in $PATH; do [ -f "$d/$1" ] && [ -x "$d/$1" ] && { IFS=$oldifs; return 0; }; done
  IFS=$oldifs; return 1
}

# Line by line, so that it can be followed; a very long line in pieces. What is beyond the cap is read and dropped.
keep_output() {
  LC_ALL=C; n=0
  while IFS= read -r -n 4096 line; do
    if [ \${#line} -lt 4096 ]; then n=$((n + 1)); end='\\n'; else end=; fi
    n=$((n + \${#line}))
    [ $n -gt $cap ] && exec $b cat >/dev/null
    printf "%s$end" "$line" >&2
  done
  printf %s "$line" >&2
}

# No symbolic link on the way, a regular file, one link, at most $3 bytes; then "$nonce $1 BASE64".
give() {
  p=$2
  while [ "$p" != /knockem/work ] && [ -n "$p" ]; do
    [ -L "$p" ] && { say "W $2 was not taken: it is a symbolic link, or behind one"; return; }
    p=\${p%/*}
  done
  [ -e "$2" ] || return
  [ -f "$2" ] || { say "W $2 was not taken: it is not a regular file"; return; }
  set -- "$1" "$2" "$3" $($b stat -c '%h %s' "$2")
  [ "$4" = 1 ] || { say "W $2 was not taken: it has $4 links"; return; }
  [ "$5" -le "$3" ] || { say "W $2 was not taken: $5 bytes, and at most $3 are allowed"; return; }
  [ "$5" = 0 ] && say "$1 "
  $b base64 -w 12000 "$2" | $b sed "s/^/$nonce $1 /"
}

memory_ran_out() {
  for f in /sys/fs/cgroup/memory/memory.oom_control /sys/fs/cgroup/memory.events; do
    [ -r $f ] && while read -r key value; do [ "$key" = oom_kill ] && [ "$value" != 0 ] && return 0; done <$f
  done
  return 1
}

# Stopped first, so that nothing is born but what was on its way: that comes stopped, and maybe after the look at /proc.
# So it is looked again until none is there. The dead keep their places until they are waited for, which \`jobs\` does.
# Bounded, and only builtins: there may be no place for a process. PID 1 is never ended; \`end_all_but 1\` spares nobody else.
end_all_but() {
  kill -STOP -1
  n=0
  while
    others=
    for p in /proc/[0-9]*; do
      p=\${p#/proc/}
      [ $p = 1 ] || [ $p = $1 ] || { others=1; kill -KILL $p; }
    done
    jobs >/dev/null
    [ $others ] && [ $n -lt 20000 ]
  do n=$((n + 1)); done
  [ $1 = 1 ] || kill -CONT $1
}

if ! can_start "$1"; then say K; say "F there is no program $1, or it is not executable"; say E 127; exit 127; fi
pipe=/knockem/work/.output.$nonce
$b mkfifo $pipe
keep_output <$pipe & keeper=$!
exec 4>$pipe
$b rm $pipe
$b mkfifo $pipe
# Both ends are PID 1's: the line that is read from it comes when the program has ended, or never.
exec 5<>$pipe
$b rm $pipe
( ( exec "$@" ) >&4 2>&1 4>&- 5>&- </dev/null; code=$?; echo >&5; exit $code ) & program=$!
timed_out=; read -r -t $seconds word <&5 || timed_out=1
if [ $timed_out ]; then code=137; else wait $program; code=$?; fi
end_all_but $keeper 2>/dev/null
exec 4>&-
wait $keeper
end_all_but 1 2>/dev/null
echo
say K
[ $timed_out ] && say T
memory_ran_out && say M
give R "$result" $most
[ -n "$blob" ] && give B "$blob" $largest
[ -n "$reason" ] && give S "$reason" 4096
say E $code
exit $code
`;
