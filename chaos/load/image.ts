import { GOOD_IMAGE } from '#testing';

export const IMAGE = 'chaos/organism:1';

/**
 * A good image that goes wrong when its environment says so. CHAOS_HANG, CHAOS_FAIL: of so many competitions (by their
 * seed) one hangs past its time-out, or fails. CHAOS_SECONDS: how long a competition takes at the least. CHAOS_EXACT:
 * counts without chance.
 */
export const IMAGE_SCRIPTS = {
  ...GOOD_IMAGE,
  knockem_compete_two: `[ -n "$CHAOS_HANG" ] && [ $((KNOCKEM_SEED % CHAOS_HANG)) -eq 0 ] && exec sleep 600
[ -n "$CHAOS_FAIL" ] && [ $((KNOCKEM_SEED % CHAOS_FAIL)) -eq 0 ] && { echo "chaos: told to fail" >&2; exit 3; }
sleep "\${CHAOS_SECONDS:-0.1}"
[ -n "$CHAOS_EXACT" ] && exec awk 'FNR == 1 { f++ } !/^x/ { n[f]++ }
  END { printf "{\\"updatesElapsed\\": 10, \\"numAlpha\\": %d, \\"numBeta\\": %d}\\n", 100 * n[1], 100 * n[2] }' \
  "$KNOCKEM_GENOME_FILE_ALPHA" "$KNOCKEM_GENOME_FILE_BETA"
${GOOD_IMAGE.knockem_compete_two}`,
};
