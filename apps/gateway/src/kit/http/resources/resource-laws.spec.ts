import { newId } from '@throughline/contracts';
import { ulid } from 'ulid';
import type { MemoryGateway } from '../../../testing/memory-gateway.js';
import { sendRequest, type Method, type Reply, type RequestParts } from '../../../testing/send-request.js';
import { shareMemoryGateway } from '../../../testing/shared-memory-gateway.js';

interface Answer {
  readonly id: number;
  readonly items: readonly unknown[];
  readonly [member: string]: unknown;
}

type Ask = (method: Method, path: string, parts?: RequestParts) => Promise<Reply<Answer>>;

interface Body {
  readonly name: string;
  readonly [field: string]: unknown;
}

interface Resource {
  readonly path: string;
  /** The first part of its problem codes. */
  readonly code: string;
  /** `PUT` replaces the whole. */
  readonly method: 'PUT' | 'PATCH';
  readonly bodyOf: (ask: Ask) => Promise<Body>;
  /** Fields that a change cannot have. */
  readonly fixed?: readonly string[];
  /** Routes below a row, with the body that they need. */
  readonly others?: readonly (readonly ['GET' | 'POST', string, object?])[];
}

const sending = (body: Body) => (): Promise<Body> => Promise.resolve(body);
const RESOURCES: readonly Resource[] = [
  { path: 'templates', code: 'template', method: 'PUT', bodyOf: sending({ name: 'lecture' }) },
  {
    path: 'document-rules',
    code: 'document-rule',
    method: 'PUT',
    bodyOf: sending({ name: 'lecture', sender: 'ACME Ltd', tags: ['invoice'], type: 'invoice' }),
  },
  {
    path: 'own-outputs',
    code: 'output',
    method: 'PUT',
    bodyOf: sending({ name: 'lecture', type: 'folder', settings: { folder: 'library' } }),
    fixed: ['name'],
    others: [['POST', '/test']],
  },
  {
    path: 'sources',
    code: 'source',
    method: 'PUT',
    bodyOf: sending({ name: 'lecture', type: 'folder', settings: { folder: 'inbox' } }),
    others: [
      ...['test', 'pause', 'resume', 'sync'].map((verb) => ['POST', `/${verb}`] as const),
      ['GET', '/syncs'],
      ['GET', `/syncs/${newId()}`],
    ],
  },
  {
    path: 'jobs',
    code: 'job',
    method: 'PUT',
    bodyOf: async (ask) => {
      const { body } = await ask('POST', 'templates', { payload: { name: ulid() } });
      return {
        name: 'lecture',
        template_ids: [body.id],
        schedule: { kind: 'time_of_day', time: '08:00', time_zone: 'Europe/Berlin' },
      };
    },
    others: [
      ['POST', '/run'],
      ['POST', '/run?dry_run=true'],
      ['GET', '/runs'],
      ['GET', `/runs/${newId()}`],
    ],
  },
  {
    path: 'webhook-endpoints',
    code: 'webhook',
    method: 'PATCH',
    bodyOf: sending({ name: 'lecture', url: 'https://hooks.example/in', events: ['item.ready'] }),
    others: [
      ['POST', '/secret'],
      ['POST', '/test'],
      ['POST', '/redeliver', { from_position: '0' }],
      ['GET', '/attempts'],
    ],
  },
];

describe.each(RESOURCES)(
  'the resource $path',
  ({ path, code, method: changing, bodyOf, fixed: unchanging = [], others = [] }) => {
    let gateway: MemoryGateway;
    let body: Body;
    const nextOwner = shareMemoryGateway();
    beforeEach(async () => {
      gateway = await nextOwner();
      body = await bodyOf(ask);
    });

    const ask: Ask = (method, below, parts) => sendRequest<Answer>(gateway, method, `/${below}`, parts);
    const create = (fields: object = {}): Promise<Reply<Answer>> => ask('POST', path, { payload: { ...body, ...fields } });
    const pathOf = (reply: Reply<Answer>): string => `${path}/${String(reply.body.id)}`;
    const make = async (fields: object = {}): Promise<string> => pathOf(await create(fields));
    const changeOf = (name = body.name): object =>
      Object.fromEntries(Object.entries({ ...body, name }).filter(([field]) => !unchanging.includes(field)));
    const change = (row: string, asked: RequestParts = {}): Promise<Reply<Answer>> =>
      ask(changing, row, { payload: changeOf(), ...asked });
    const refusal = (status: number, problem: string): object => ({ status, body: { code: problem } });

    it('is made, listed and read with its number and revision', async () => {
      const made = await create();
      expect(made).toMatchObject({ status: 201, body: { ...body, revision: 1 } });
      expect(made.headers).toMatchObject({ location: `/api/v1/${pathOf(made)}`, etag: '"1"' });
      const read = await ask('GET', pathOf(made));
      expect([read.status, read.headers['etag']]).toEqual([200, '"1"']);
      expect(made.body).toMatchObject(read.body);
      const other = await ask('GET', await make({ name: 'archive' }));
      expect((await ask('GET', path)).body.items).toEqual([read.body, other.body]);
    });

    it('is made once for an idempotency key', async () => {
      const key = newId();
      const [first, second] = [await ask('POST', path, { payload: body, key }), await ask('POST', path, { payload: body, key })];
      expect(second).toMatchObject({ status: 201, text: first.text, headers: { 'idempotency-replayed': 'true' } });
      const different = await ask('POST', path, { payload: { ...body, name: 'other' }, key });
      expect(different.body).toMatchObject({ code: 'idempotency-mismatch' });
      expect((await ask('GET', path)).body.items).toHaveLength(1);
    });

    it('has a name of its own within the library', async () => {
      await make();
      expect(await create()).toMatchObject(refusal(409, `${code}-name-taken`));
      const other = await make({ name: 'archive' });
      const renamed = await change(other, { ifMatch: '*' });
      expect(renamed).toMatchObject(unchanging.includes('name') ? { status: 200 } : refusal(409, `${code}-name-taken`));
    });

    it('is changed and removed only with the ETag that was read', async () => {
      const row = await make();
      for (const send of [(asked: RequestParts) => change(row, asked), (asked: RequestParts) => ask('DELETE', row, asked)]) {
        expect(await send({})).toMatchObject(refusal(428, 'precondition-required'));
        expect(await send({ ifMatch: '"7"' })).toMatchObject(refusal(412, `${code}-changed`));
      }
      const changed = await Promise.all([change(row, { ifMatch: '"1"' }), change(row, { ifMatch: '"1"' })]);
      expect(changed.map(({ status }) => status).sort()).toEqual([200, 412]);
      const winner = changed.find(({ status }) => status === 200);
      expect(winner).toMatchObject({ headers: { etag: '"2"' }, body: { revision: 2 } });
      expect((await ask('GET', row)).body).toEqual(winner?.body);
      expect(await ask('DELETE', row, { ifMatch: '"2"' })).toMatchObject({ status: 204, text: '' });
      expect((await ask('GET', row)).status).toBe(404);
      expect((await ask('GET', path)).body.items).toEqual([]);
    });

    it('loses none of the changes that ask for no comparison', async () => {
      const row = await make();
      const changed = await Promise.all(
        ['one', 'two', 'three'].map((name) => change(row, { payload: changeOf(name), ifMatch: '*' })),
      );
      expect(changed.map(({ status }) => status)).toEqual([200, 200, 200]);
      expect((await ask('GET', row)).body).toMatchObject({ revision: 4 });
    });

    it('does not exist for other libraries', async () => {
      const row = await make();
      const token = await gateway.tokenFor(['admin']);
      const rows = [row, `${path}/999999999`, `${path}/x`];
      const answers = [
        ...(await Promise.all(rows.map((one) => ask('GET', one, { token })))),
        await change(row, { token, ifMatch: '*' }),
        await ask('DELETE', row, { token, ifMatch: '*' }),
        ...(await Promise.all(others.map(([method, below, payload]) => ask(method, `${row}${below}`, { token, payload })))),
      ];
      expect(new Set(answers.map(({ status, text }) => `${String(status)} ${text}`)).size).toBe(1);
      expect(answers[0]).toMatchObject(refusal(404, 'not-found'));
      expect((await ask('GET', path, { token })).body.items).toEqual([]);
      expect((await ask('GET', row)).body).toMatchObject({ revision: 1 });
    });

    it('is read-only for viewers, and hidden from strangers', async () => {
      const row = await make();
      const send = async (token: string): Promise<readonly number[]> => {
        const answers = [
          await ask('GET', path, { token }),
          await ask('GET', row, { token }),
          await ask('POST', path, { payload: body, token }),
          await change(row, { token, ifMatch: '*' }),
          await ask('DELETE', row, { token, ifMatch: '*' }),
        ];
        return answers.map(({ status }) => status);
      };
      expect(await send(await gateway.tokenFor(['read'], gateway.owner))).toEqual([200, 200, 403, 403, 403]);
      expect(new Set(await send(''))).toEqual(new Set([401]));
    });
  },
);
