import type { SubmissionDocument } from '#contracts';
import { ASSAY_TYPES } from '#domain';
import type { Report } from '../../../application/read-report';
import { html, type Html } from '../html';
import { facts } from './facts';

/** What it takes to make the study again, and what to cite. */
export const repeatSection = ({ submission }: Report): Html =>
  html`<section>
    <h2>How to repeat it</h2>
    ${facts([
      ['image', html`<code>${submission.containerImage}</code>`],
      [
        'image digest',
        submission.imageDigest ? html`<code>${submission.imageDigest}</code>` : 'not known yet',
      ],
      ['seed', submission.seed],
      [
        'knockem',
        `${submission.knockemVersion} (${submission.knockemRevision}), ${submission.knockemRunmode}`,
      ],
    ])}
    <pre>${submitCommandOf(submission)}</pre>
    <p>
      With the same seed, image and genome every draw of sites and every seed of a competition is the same
      again.
    </p>
    <h3>What to cite</h3>
    <p>M. A. Moreno, “Methods to Estimate Cryptic Sequence Complexity”, ALIFE 2024, arXiv 2404.10854.</p>
  </section>`;

/** The command line that submits the same study again; the genome by its id. */
export function submitCommandOf(submission: SubmissionDocument): string {
  const { resources, assayParameters, containerEnv } = submission;
  const asked = submission.assayTypes.filter((type) => (ASSAY_TYPES as readonly string[]).includes(type));
  const params = Object.entries(assayParameters).flatMap(([type, values]) =>
    Object.entries(values).map(([name, value]) => `${type}.${name}=${String(value)}`),
  );
  const env = Object.entries(containerEnv).map(([name, value]) => `${name}=${value}`);
  const flags: (readonly [string, readonly (string | number)[]])[] = [
    ['--image', [submission.containerImage]],
    ['--user', [submission.userEmail]],
    ['--assay', asked],
    ['--param', params],
    ['--env', env],
    ['--seed', [submission.seed]],
    ['--site-base', [submission.siteBase]],
    ['--timeout', [submission.competitionTimeoutSeconds]],
    ['--max-active', [submission.maxCompetitionsActive]],
    ['--max-fail', [submission.maxCompetitionsFail]],
    ['--attempts', [submission.maxCompetitionAttempts]],
    ['--cpus', [resources.cpus]],
    ['--memory', [resources.memoryMb]],
    ['--priority', [submission.priority]],
    ['--pool', submission.pool === undefined ? [] : [submission.pool]],
  ];
  const lines = flags
    .filter(([, values]) => values.length > 0)
    .map(([flag, values]) => `${flag} ${values.map((value) => quoted(String(value))).join(' ')}`);
  return [`knockem submit ${submission.genomeIdAlpha}`, ...lines].join(' \\\n  ');
}

/** A word of a POSIX shell. */
const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
