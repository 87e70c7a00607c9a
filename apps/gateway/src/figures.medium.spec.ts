// Real: nats-server, the embedded record file, HTTP, Vega and resvg. Scripted: the scheduler's answers.
import { randomUUID } from 'node:crypto';
import request, { type Response } from 'supertest';
import type { SubmissionDocument } from '#contracts';
import { assayIdOf, type AssayState, type SubmissionState } from '#domain';
import { expectNoLeaks } from '#testing';
import { GatewayUnderTest } from './adapters/testing/gateway-under-test.conformance';
import {
  assayDocument,
  liveSubmission,
  submissionDocument,
} from './adapters/testing/scripted-scheduler.conformance';
import { nulldistResult, screenResult, skeletonizationResult } from './adapters/testing/results.conformance';

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await GatewayUnderTest.start();
}, 30_000);
afterAll(async () => {
  await gateway?.[Symbol.asyncDispose]();
  expectNoLeaks();
});

const get = async (path: string): Promise<Response> => gateway.http().get(`/api/v1/submissions/${path}`);

/** A recorded submission, its assays all in one state, with these results. */
async function recorded(
  results: Readonly<Record<string, object>>,
  assayTypes = Object.keys(results),
  [status, assayStatus]: [SubmissionState, AssayState] = ['completed', 'completed'],
  more: Partial<SubmissionDocument> = {},
): Promise<string> {
  const id = randomUUID();
  const assayIds = assayTypes.map((type) => assayIdOf(id, type));
  await gateway.records.upsertMany('submissions', [
    submissionDocument(id, status, { assayTypes, assayIds, ...more }),
  ]);
  const assays = assayTypes.map((assayType) =>
    assayDocument(id, { id: assayIdOf(id, assayType), assayType, status: assayStatus }),
  );
  await gateway.records.upsertMany('assays', assays);
  await gateway.records.upsertMany(
    'assayResults',
    Object.entries(results).map(([type, assayResult]) => ({
      id: assayIdOf(id, type),
      version: 1,
      datetime: '2030-01-01T00:00:00.000Z',
      knockemRevision: 'a',
      knockemVersion: '0.1.0',
      assayResult: assayResult as Record<string, unknown>,
    })),
  );
  return id;
}

describe('figures', () => {
  it('are listed with addresses, and come in three formats', async () => {
    const id = await recorded({ nulldist: nulldistResult() });
    const { body } = await get(`${id}/plots`);
    const histogram = body.items.find((figure: { name: string }) => figure.name === 'null-histogram');
    expect(histogram).toMatchObject({ status: 'ready', assayType: 'nulldist' });
    const [svg, png, spec] = await Promise.all(
      ['svg', 'png', 'vl.json'].map((format) => gateway.http().get(histogram.links[format])),
    );
    expect([svg.status, svg.type, (svg.body as Buffer).toString()]).toEqual([
      200,
      'image/svg+xml',
      expect.stringMatching(/^<svg/),
    ]);
    expect([png.type, (png.body as Buffer).subarray(1, 4).toString()]).toEqual(['image/png', 'PNG']);
    expect(spec.body.$schema).toContain('vega-lite');
  }, 20_000);

  it('are not sent again to who has them', async () => {
    const id = await recorded({ nulldist: nulldistResult() });
    const path = `/api/v1/submissions/${id}/plots/null-histogram.svg`;
    const { headers } = await gateway.http().get(path);
    const again = await request(gateway.url).get(path).set('If-None-Match', headers.etag);
    expect(again.status).toBe(304);
  });

  it('that are not there say why', async () => {
    const asked = await recorded({}, ['nulldist'], ['active', 'active']);
    const failed = await recorded({}, ['nulldist'], ['failed', 'failed']);
    const other = await recorded({}, ['imageCheck']);
    const details = await Promise.all(
      [asked, failed, other].map(async (id) => {
        const { status, body } = await get(`${id}/plots/null-histogram.svg`);
        return [status, body.detail];
      }),
    );
    expect(details).toEqual([
      [404, 'There is no picture null-histogram: nulldist is still running.'],
      [404, 'There is no picture null-histogram: nulldist has failed.'],
      [404, 'There is no picture null-histogram: nulldist was not asked for in this submission.'],
    ]);
    const unknown = await get(`${asked}/plots/nonsense.svg`);
    expect([unknown.status, unknown.body.hint]).toEqual([404, expect.stringContaining('null-histogram')]);
    const format = await get(`${asked}/plots/null-histogram.gif`);
    expect([format.status, format.body.detail]).toEqual([
      400,
      expect.stringContaining('.svg, .png, .vl.json'),
    ]);
    expect((await get(`${randomUUID()}/plots`)).status).toBe(404);
  });

  it('of a result that an earlier version recorded otherwise are left out, and no more than these', async () => {
    const id = await recorded({ nulldist: { thresholds: 1 } });
    const { status, body } = await get(`${id}/plots`);
    expect([status, body.items[0].status]).toEqual([200, 'nothing to draw']);
    expect(body.items[0].description).toContain('recorded by version 0.1.0, cannot be drawn');
  });
});

describe('the summary', () => {
  it('gives what is known, and what has become of the rest', async () => {
    const id = await recorded(
      { screenCritical: screenResult() },
      ['screenCritical', 'doseTitration'],
      ['active', 'active'],
    );
    const { body } = await get(`${id}/summary`);
    expect(body).toMatchObject({
      submissionId: id,
      status: 'active',
      critical: { value: 2 },
      additive: null,
    });
    expect(body.notes).toMatchObject({
      additive: 'doseTitration is still running',
      cryptic: 'skeletonization was not asked for in this submission',
    });
  });

  it('of a submission that has only just been accepted is five notes', async () => {
    const id = randomUUID();
    const live = liveSubmission(id, 'pending', { assayTypes: ['screenCritical'] });
    gateway.scheduler.known.set(id, { ...live, assays: [], progress: [] });
    const { body } = await get(`${id}/summary`);
    expect(body.notes.critical).toBe('screenCritical has not begun yet');
    expect(Object.keys(body.notes)).toHaveLength(5);
  });

  it('reads a large result, recorded whole or left in its blob', async () => {
    const large = skeletonizationResult({ numSites: 4000, numSkeletons: 20 });
    const bytes = Buffer.from(JSON.stringify(large));
    expect(bytes.length).toBeGreaterThan(500_000);
    const whole = await recorded({ skeletonization: large });
    expect((await get(`${whole}/summary`)).body.epistatic).toMatchObject({ value: 1200 });

    const left = await recorded({}, ['skeletonization']);
    const { digest } = await gateway.bus.blobs.put(bytes);
    const bare = {
      id: assayIdOf(left, 'skeletonization'),
      version: 1,
      datetime: '2030-01-01T00:00:00.000Z',
      knockemRevision: 'a',
      knockemVersion: '0.1.0',
      assayResult: {},
    };
    await gateway.records.upsertMany('assayResults', [{ ...bare, resultDigest: digest }]);
    expect((await get(`${left}/summary`)).body.epistatic).toMatchObject({ value: 1200 });
    await gateway.records.upsertMany('assayResults', [{ ...bare, version: 2, resultDigest: 'f'.repeat(64) }]);
    expect((await get(`${left}/summary`)).body.notes.epistatic).toContain('is not recorded yet');
  });
});

describe('the report', () => {
  it('is one page that needs nothing else and runs nothing, whatever its users are called', async () => {
    const evil = `"><script>alert('x')</script><img src=//evil.example/x onerror=alert(1)>`;
    const id = await recorded(
      { nulldist: nulldistResult(), screenCritical: { ...screenResult(), warnings: [evil] } },
      undefined,
      undefined,
      { containerImage: evil, userEmail: evil, containerEnv: { X: evil }, reason: evil },
    );
    const { text, headers, status } = await get(`${id}/report`);
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    );
    expect(text).not.toMatch(/<script|<img|<link|<iframe|@import/i);
    expect(text.split('&lt;script&gt;').length - 1).toBe(8);
    expect(text).toContain('<div role="img" aria-label="');
    expect(text).toContain('<svg');
  });

  it('of a running submission says what there is so far', async () => {
    const id = await recorded(
      { nulldist: nulldistResult() },
      ['nulldist', 'screenCritical'],
      ['active', 'active'],
    );
    const { text } = await get(`${id}/report`);
    expect(text).toContain('This submission has not ended');
    expect(text).toContain('screenCritical is still running');
    expect((await get(`${randomUUID()}/report`)).status).toBe(404);
  });

  it('holds a large result', async () => {
    const skeletonization = skeletonizationResult({ numSites: 4000, numSkeletons: 20 });
    const { text, status } = await get(`${await recorded({ skeletonization })}/report`);
    expect(status).toBe(200);
    expect(text).toContain('20 of 20 complete');
    expect(text.length).toBeLessThan(10_000_000);
  }, 30_000);
});
