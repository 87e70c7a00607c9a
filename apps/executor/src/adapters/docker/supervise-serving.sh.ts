/**
 * PID 1 of a container that serves, for the injected busybox's sh. The program speaks on the container's own stdout;
 * its lines come through cat. PID 1 stays beside it, since its end takes everything with it: when the program has
 * ended (with its code); when the container's input has ended, for the executor is no more, and the program did not
 * follow within a second; and at its deadline. The program has PID 1's user and can end every process but PID 1: so it
 * can hide the end of its input, but not outlive its deadline.
 *
 * Its last word, on stderr, once it has ended everything else in the container, is an empty line and NONCE E CODE:
 * without it PID 1 was ended from outside, and how the program ended is not known.
 *
 * Arguments: nonce, seconds, then the program.
 */
export const SUPERVISE_SERVING = `
b=/knockem/bin/busybox
nonce=$1 seconds=$2; shift 2
$b mkfifo /knockem/work/.over /knockem/work/.lines
# Both ends are PID 1's: a line comes from it when one of the two below has ended, or never.
exec 5<>/knockem/work/.over
exec 3<&0
( "$@" </knockem/work/.lines 3<&- 5>&-; echo $? >&5 ) &
( $b cat >/knockem/work/.lines 5>&-; $b sleep 1 5>&-; echo 0 >&5 ) <&3 &
exec 3<&-
read -r -t $seconds code <&5
case $code in ''|*[!0-9]*) code=124;; esac
kill -KILL -1 2>/dev/null
printf '\\n%s E %s\\n' $nonce $code >&2
exit $code
`;
