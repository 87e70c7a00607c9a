import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordedRun } from '#contracts';
import { KnockemError } from '#domain';
import type { GatewayClient } from '../client/gateway-client';

/** Brings the files that the run read into the directory, each named by its digest and held against it. */
export async function fetchInputs(
  gateway: Pick<GatewayClient, 'bytes'>,
  { submissionId, assayId, ordinal, template }: RecordedRun,
  directory: string,
): Promise<void> {
  mkdirSync(directory, { recursive: true });
  const place = `/api/v1/submissions/${submissionId}/competitions/${assayId}/${ordinal}/run/inputs`;
  for (const digest of new Set(template.inputs.map((input) => input.digest))) {
    const content = await gateway.bytes(`${place}/${digest}`);
    if (createHash('sha256').update(content).digest('hex') !== digest) {
      throw new KnockemError('unavailable', `a file of the run (${digest}) did not arrive whole`, {
        hint: 'give the same command again',
      });
    }
    writeFileSync(join(directory, digest), content);
  }
}
