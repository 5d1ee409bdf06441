import { newId } from '@throughline/contracts';
import { ulid } from 'ulid';
import type { MemoryGateway } from '../../testing/memory-gateway.js';
import { shareMemoryGateway } from '../../testing/shared-memory-gateway.js';

interface RequestParts {
  readonly payload?: object;
  readonly etag?: string;
  readonly token?: string;
  readonly key?: string;
}

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly body: { readonly id: number; readonly items: readonly unknown[]; readonly [member: string]: unknown };
}

type Ask = (method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, asked?: RequestParts) => Promise<Reply>;

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

const always = (body: Body) => (): Promise<Body> => Promise.resolve(body);
const RESOURCES: readonly Resource[] = [
  { path: 'templates', code: 'template', method: 'PUT', bodyOf: always({ name: 'lecture' }) },
  {
    path: 'presets',
    code: 'preset',
    method: 'PUT',
    bodyOf: always({ name: 'lecture', type: 'folder', settings: { folder: 'library' } }),
    fixed: ['name'],
    others: [['POST', '/test']],
  },
  {
    path: 'sources',
    code: 'source',
    method: 'PUT',
    bodyOf: always({ name: 'lecture', type: 'folder', settings: { folder: 'inbox' } }),
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
    bodyOf: always({ name: 'lecture', url: 'https://hooks.example/in', events: ['item.ready'] }),
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

    const ask: Ask = async (method, below, { payload, etag, key, token = gateway.token } = {}) => {
      const response = await gateway.app.inject({
        method,
        url: `/api/v1/${below}`,
        headers: {
          ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
          ...(etag === undefined ? {} : { 'if-match': etag }),
          ...(key === undefined ? {} : { 'idempotency-key': key }),
        },
        ...(payload === undefined ? {} : { payload }),
      });
      const { statusCode: status, headers, body: text } = response;
      return { status, headers, text, body: text === '' ? { id: 0, items: [] } : response.json<Reply['body']>() };
    };
    const create = (fields: object = {}): Promise<Reply> => ask('POST', path, { payload: { ...body, ...fields } });
    const pathOf = (reply: Reply): string => `${path}/${String(reply.body.id)}`;
    const make = async (fields: object = {}): Promise<string> => pathOf(await create(fields));
    const changeOf = (name = body.name): object =>
      Object.fromEntries(Object.entries({ ...body, name }).filter(([field]) => !unchanging.includes(field)));
    const change = (row: string, asked: RequestParts = {}): Promise<Reply> =>
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
      const renamed = await change(other, { etag: '*' });
      expect(renamed).toMatchObject(unchanging.includes('name') ? { status: 200 } : refusal(409, `${code}-name-taken`));
    });

    it('is changed and removed only with the ETag that was read', async () => {
      const row = await make();
      for (const send of [(asked: RequestParts) => change(row, asked), (asked: RequestParts) => ask('DELETE', row, asked)]) {
        expect(await send({})).toMatchObject(refusal(428, 'precondition-required'));
        expect(await send({ etag: '"7"' })).toMatchObject(refusal(412, `${code}-changed`));
      }
      const changed = await Promise.all([change(row, { etag: '"1"' }), change(row, { etag: '"1"' })]);
      expect(changed.map(({ status }) => status).sort()).toEqual([200, 412]);
      const winner = changed.find(({ status }) => status === 200);
      expect(winner).toMatchObject({ headers: { etag: '"2"' }, body: { revision: 2 } });
      expect((await ask('GET', row)).body).toEqual(winner?.body);
      expect(await ask('DELETE', row, { etag: '"2"' })).toMatchObject({ status: 204, text: '' });
      expect((await ask('GET', row)).status).toBe(404);
      expect((await ask('GET', path)).body.items).toEqual([]);
    });

    it('loses none of the changes that ask for no comparison', async () => {
      const row = await make();
      const changed = await Promise.all(
        ['one', 'two', 'three'].map((name) => change(row, { payload: changeOf(name), etag: '*' })),
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
        await change(row, { token, etag: '*' }),
        await ask('DELETE', row, { token, etag: '*' }),
        ...(await Promise.all(
          others.map(([method, below, payload]) => ask(method, `${row}${below}`, { token, ...(payload && { payload }) })),
        )),
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
          await change(row, { token, etag: '*' }),
          await ask('DELETE', row, { token, etag: '*' }),
        ];
        return answers.map(({ status }) => status);
      };
      expect(await send(await gateway.tokenFor(['read'], gateway.owner))).toEqual([200, 200, 403, 403, 403]);
      expect(new Set(await send(''))).toEqual(new Set([401]));
    });
  },
);
