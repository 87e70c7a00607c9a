import { addressOf, answerOf, createApiClient } from '.';

const ID = '5f0c7c5e-0000-4000-8000-000000000001';

function clientThatAnswers(answer: unknown, status = 200) {
  const asked: Request[] = [];
  const send = async (request: Request): Promise<Response> => {
    asked.push(request);
    return new Response(answer === undefined ? null : JSON.stringify(answer), { status });
  };
  return { asked, client: createApiClient({ baseUrl: 'http://127.0.0.1:8080/', send }) };
}

it('asks by path, query, header and body, and gives the answer', async () => {
  const { asked, client } = clientThatAnswers({ submissionId: ID, streamSequence: 3, repeated: false });
  const body = {
    userEmail: 'ada@example.org',
    containerImage: 'example/model:1.0',
    assayTypes: ['nulldist' as const],
  };
  const accepted = await answerOf(
    client.POST('/api/v1/submissions', { params: { header: { 'Idempotency-Key': 'study-1' } }, body }),
  );
  expect(accepted.submissionId).toBe(ID);
  const [request] = asked;
  expect([request.method, request.url]).toEqual(['POST', 'http://127.0.0.1:8080/api/v1/submissions']);
  expect(request.headers.get('idempotency-key')).toBe('study-1');
  expect(await request.json()).toEqual(body);
});

it('writes ids and filters into the address as the gateway reads them', async () => {
  const { asked, client } = clientThatAnswers({ items: [], source: 'records' });
  const query = { status: 'failed', limit: 5 } as const;
  await answerOf(
    client.GET('/api/v1/submissions/{submissionId}/competitions', {
      params: { path: { submissionId: 'a/b?c' }, query },
    }),
  );
  expect(asked[0].url).toBe(
    'http://127.0.0.1:8080/api/v1/submissions/a%2Fb%3Fc/competitions?status=failed&limit=5',
  );
});

it('sends a genome as it is, where the caller says so', async () => {
  const { asked, client } = clientThatAnswers({ genomeId: ID, digest: 'd', size: 5 });
  await answerOf(
    client.POST('/api/v1/genomes', {
      params: { query: { userEmail: 'ada@example.org' } },
      headers: { 'content-type': 'text/plain' },
      body: '0 1 2',
      bodySerializer: (text) => text,
    }),
  );
  expect([asked[0].headers.get('content-type'), await asked[0].text()]).toEqual(['text/plain', '0 1 2']);
});

it('throws what sending throws, and when there is nothing in an answer', async () => {
  const refusing = createApiClient({
    baseUrl: '',
    send: () => Promise.reject(new Error('refused: no token')),
  });
  const asked = answerOf(refusing.GET('/api/v1/executors', { baseUrl: 'http://127.0.0.1' }));
  await expect(asked).rejects.toThrow('refused: no token');
  const { client } = clientThatAnswers(undefined);
  await expect(answerOf(client.GET('/api/v1/executors'))).rejects.toThrow(
    'The gateway answered 200 with nothing',
  );
});

it('tells addresses for links and streams', () => {
  const path = { submissionId: ID, assayId: ID, ordinal: 7 };
  expect(addressOf('/api/v1/submissions/{submissionId}/competitions.csv', { path })).toBe(
    `/api/v1/submissions/${ID}/competitions.csv`,
  );
  const log = '/api/v1/submissions/{submissionId}/competitions/{assayId}/{ordinal}/log';
  expect(addressOf(log, { path, query: { follow: true } })).toBe(
    `/api/v1/submissions/${ID}/competitions/${ID}/7/log?follow=true`,
  );
});
