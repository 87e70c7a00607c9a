/**
 * PID 1 of a container that serves, for the injected busybox's sh. The program speaks on the container's own stdout;
 * its lines come through cat. PID 1 stays beside it, since its end takes everything with it: when the program has
 * ended (with its code); when the container's input has ended, for the executor is no more, and the program did not
 * follow within a second; and at its deadline. The program has PID 1's user and can end every process but PID 1: so it
 * can hide the end of its input, but not outlive its deadline.
 *
 * Arguments: seconds, then the program.
 */
export const SUPERVISE_SERVING = `
b=/knockem/bin/busybox
seconds=$1; shift
$b mkfifo /knockem/work/.over /knockem/work/.lines
# Both ends are PID 1's: a line comes from it when one of the two below has ended, or never.
exec 5<>/knockem/work/.over
exec 3<&0
( "$@" </knockem/work/.lines 3<&- 5>&-; echo $? >&5 ) &
( $b cat >/knockem/work/.lines 5>&-; $b sleep 1 5>&-; echo 0 >&5 ) <&3 &
exec 3<&-
read -r -t $seconds code <&5
exit \${code:-124}
`;
