import type { ImageCheckName } from '#contracts';

/** An image as its verbs, each the body of a shell script that needs nothing but awk and a few small programs. */
export type Verbs = Readonly<Record<string, string>>;

/** Genome: a line per site; a knocked-out one reads `x`. Who has more lines intact wins more of 200 draws. */
const competing = (report: string, before = ''): string =>
  `${before}awk -v seed="$KNOCKEM_SEED" '
  FNR == 1 { f++ }
  !/^x/ { intact[f]++ }
  END {
    srand(seed)
    for (i = 0; i < 200; i++) if (rand() * (intact[1] + intact[2]) < intact[1]) a++
    ${report}
  }' "$KNOCKEM_GENOME_FILE_ALPHA" "$KNOCKEM_GENOME_FILE_BETA"`;

const JSON_LINE = 'printf "{\\"updatesElapsed\\": 10, \\"numAlpha\\": %d, \\"numBeta\\": %d}\\n"';

/** Marks the lines `sites - from + 1`, and refuses others. */
const knockingOut = (from: number, mark = 'print "x"'): string =>
  `awk -v sites="$*" '
  BEGIN { n = split(sites, s, " "); for (i = 1; i <= n; i++) out[s[i] + ${1 - from}] = i }
  NR in out { ${mark}; delete out[NR]; next }
  { print }
  END { for (line in out) { print "no site " line - ${1 - from} > "/dev/stderr"; exit 1 } }'`;

export const GOOD_IMAGE = {
  knockem_count_sites: `awk 'END { print NR }'`,
  knockem_apply_knockout: knockingOut(0),
  knockem_compete_two: competing(`${JSON_LINE}, a, 200 - a`),
};

/** A genome for them all: forty different sites. */
export const GOOD_IMAGE_GENOME = Array.from({ length: 40 }, (_, site) => `instruction ${site}\n`).join('');

export interface FaultyImage {
  readonly name: string;
  readonly verbs: Verbs;
  /** What is wrong with it: this check must say so, in these words, with this advice. */
  readonly check: ImageCheckName;
  readonly verdict: 'failed' | 'warning';
  readonly sentence: RegExp;
  readonly mend: RegExp;
}

const { knockem_count_sites, knockem_compete_two } = GOOD_IMAGE;
const applying = (knockem_apply_knockout: string): Verbs => ({ ...GOOD_IMAGE, knockem_apply_knockout });
const counting = (count: string): Verbs => ({ ...GOOD_IMAGE, knockem_count_sites: count });
const contending = (compete: string): Verbs => ({ ...GOOD_IMAGE, knockem_compete_two: compete });
const faulty = (
  name: string,
  verbs: Verbs,
  check: ImageCheckName,
  sentence: RegExp,
  mend: RegExp,
  verdict: 'failed' | 'warning' = 'failed',
): FaultyImage => ({ name, verbs, check, verdict, sentence, mend });

/** One for each way in which authors go wrong. */
export const FAULTY_IMAGES: readonly FaultyImage[] = [
  faulty(
    'numbers-from-1',
    applying(knockingOut(1)),
    'siteBase',
    /site 0 changed nothing and site 40 did: the image numbers its sites from 1/,
    /--site-base 1/,
  ),
  faulty(
    'depends-on-order',
    applying(knockingOut(0, 'print "x" n - out[NR]')),
    'order',
    /sites 10 20 30 and the same in the order 30 20 10 give different genomes/,
    /the order must not matter/,
  ),
  faulty(
    'renames-others',
    applying(`[ $# -eq 0 ] && exec cat
awk -v sites="$*" 'BEGIN { n = split(sites, s, " "); for (i = 1; i <= n; i++) out[s[i] + 1] = 1 }
  NR in out { print "x"; delete out[NR]; next } { print $0 "." } END { for (line in out) exit 1 }'`),
    'repeatable',
    /knocking out site 10 of a genome in which it is out already changed it again/,
    /twice must be as once/,
  ),
  faulty(
    'knocks-out-at-random',
    applying(`[ $# -eq 0 ] && exec cat
read -r chance </proc/sys/kernel/random/uuid
${knockingOut(0, 'print "x"').replace('"$*"', '"$*" -v chance="$chance"').replace('print "x"', 'print "x", chance')}`),
    'repeatable',
    /gave another genome the second time/,
    /at random/,
  ),
  faulty(
    'deletes-sites',
    applying(knockingOut(0, 'gone++')),
    'sitesKept',
    /says 37 after sites 10 20 30 were knocked out of 40/,
    /go on counting it/,
  ),
  faulty(
    'ignores-the-number',
    applying(`[ $# -eq 0 ] && exec cat
echo x; sed 1d`),
    'knockouts',
    /different sites gave the same genome/,
    /the site that the argument names/,
  ),
  faulty(
    'changes-nothing',
    applying('cat'),
    'knockouts',
    /changed nothing at any of the sites tried \(0 39 10 20 30\)/,
    /read the sites from the arguments/,
  ),
  faulty(
    'prints-nothing',
    applying('exit 0'),
    'identity',
    /\(no sites\) printed nothing/,
    /print the answer/,
  ),
  faulty(
    'loses-the-comments',
    applying(`sed 's/instruction/i/'`),
    'identity',
    /\(no sites\) changed the genome \(it printed: i 0/,
    /print the genome as it came/,
  ),
  faulty(
    'has-one-verb-less',
    { knockem_count_sites, knockem_compete_two },
    'verbs',
    /no knockem_apply_knockout on its PATH \(.*\/bin/,
    /an executable of that very name/,
  ),
  faulty(
    'lacks-an-interpreter',
    counting('python-nowhere count.py'),
    'countSites',
    /exited with code 127; its last words: .*python-nowhere/,
    /interpreter/,
  ),
  faulty(
    'counts-in-words',
    counting('echo forty sites'),
    'countSites',
    /printed: forty sites/,
    /the number alone/,
  ),
  faulty(
    'counts-at-random',
    counting('tr -dc 1-9 </dev/urandom | head -c 4'),
    'countSites',
    /gave \d+, then \d+, for the same genome/,
    /without chance/,
  ),
  faulty('counts-for-ever', counting('sleep 600'), 'countSites', /did not end within \d+ s/, /--timeout/),
  faulty(
    'counts-in-decimals',
    contending(
      competing(
        'printf "{\\"updatesElapsed\\": 10, \\"numAlpha\\": %.3f, \\"numBeta\\": %.3f}\\n", a / 3, (200 - a) / 3',
      ),
    ),
    'wholeCounts',
    /num(Alpha|Beta) [\d.]+ was rounded to \d+/,
    /whole numbers/,
    'warning',
  ),
  faulty(
    'has-its-own-chance',
    contending(
      competing(
        `${JSON_LINE}, a, 200 - a`,
        'read -r KNOCKEM_SEED </proc/sys/kernel/random/uuid\nKNOCKEM_SEED=$(echo "$KNOCKEM_SEED" | tr -dc 1-9 | head -c 8)\n',
      ),
    ),
    'seed',
    /the same KNOCKEM_SEED \(\d+\) gave \d+ against \d+, then \d+ against \d+/,
    /that KNOCKEM_SEED seeds/,
  ),
  faulty(
    'has-no-chance',
    contending(competing(`${JSON_LINE}, 100 * intact[1] / 40, 100 * intact[2] / 40`)),
    'seed',
    /12 different seeds gave the same counts \(100 against 100\)/,
    /right for a model without chance/,
    'warning',
  ),
  faulty(
    'favours-alpha',
    contending(competing(`a += 12; if (a > 200) a = 200; ${JSON_LINE}, a, 200 - a`)),
    'fair',
    /alpha is favoured: two equal genomes end with \d\d\.\d % alpha/,
    /treat both sides alike/,
  ),
  faulty(
    'exchanges-the-sides',
    contending(competing(`${JSON_LINE}, 200 - a, a`)),
    'allOut',
    /every site knocked out wins/,
    /exchanged/,
  ),
  faulty(
    'dies-of-a-dead-genome',
    contending(competing(`if (!intact[1] || !intact[2]) exit 4; ${JSON_LINE}, a, 200 - a`)),
    'allOut',
    /with every site knocked out of one side: knockem_compete_two exited with code 4/,
    /lose, with a count of 0/,
    'warning',
  ),
  faulty(
    'ends-badly',
    contending(`${GOOD_IMAGE.knockem_compete_two}; exit 3`),
    'competes',
    /exited with code 3 after it reported/,
    /exit with 0 when all went well/,
  ),
  faulty('says-nothing', contending('echo done'), 'competes', /reported nothing/, /knockem-report/),
  faulty(
    'wants-the-network',
    contending('echo "wget: bad address: \'models.example.org\'" >&2; exit 1'),
    'competes',
    /its last words: wget: bad address/,
    /there is no network/,
  ),
  faulty(
    'writes-beside-itself',
    contending('echo "sh: can\'t create /model/cache: Read-only file system" >&2; exit 2'),
    'competes',
    /Read-only file system/,
    /write below \$HOME/,
  ),
  faulty(
    'wants-to-be-root',
    applying('echo "mount: permission denied (are you root?)" >&2; exit 1'),
    'identity',
    /permission denied/,
    /ordinary user/,
  ),
];
