import { newId } from '@throughline/contracts';
import type { EventStore } from '@throughline/event-store';
import { openApiDocument } from '../../../openapi-document.js';
import { openMemoryGateway, type MemoryGateway } from '../../../testing/memory-gateway.js';
import { formOf } from '../../../testing/forms.js';
import { startStep } from '../../../testing/work-through.js';
import { upload } from '../../../testing/upload.js';

type Answer = Awaited<ReturnType<MemoryGateway['app']['inject']>>;
type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Bodies that operations require before they reach their query. */
const bodyFor = (path: string, id: string): object | undefined => {
  if (path.endsWith('/erase')) return { confirm: true };
  if (path.endsWith('/settle')) return { delivered: true };
  if (path.endsWith('/outputs')) return { outputs: ['library'] };
  if (path.includes('/documents/bulk/')) return { document_ids: [id] };
  return path.includes('/bulk/') ? { recording_ids: [id] } : undefined;
};

const document = await openApiDocument();

describe('the query of a request that changes something', () => {
  let gateway: MemoryGateway;
  let appended: number;
  const ids: Record<string, string> = {};
  beforeAll(async () => {
    gateway = await openMemoryGateway();
    ids['recordings'] = (await upload(gateway, { fields: { run: 'true' } })).id;
    await startStep(gateway, ids['recordings'], 'DOWNLOAD');
    for (const noun of ['documents', 'sessions']) {
      const form = formOf({}, { bytes: noun });
      const headers = { authorization: `Bearer ${gateway.token}`, ...form.headers };
      const made = await gateway.app.inject({ method: 'POST', url: `/api/v1/${noun}`, headers, payload: form.payload });
      ids[noun] = made.json<{ id: string }>().id;
    }
    const append: EventStore['append'] = gateway.store.append.bind(gateway.store);
    gateway.store.append = (...given) => {
      appended += 1;
      return append(...given);
    };
  });
  beforeEach(() => {
    appended = 0;
  });
  afterAll(() => gateway.close());

  const operations = (): readonly { method: Method; path: string }[] =>
    gateway.routes.operations.filter((one): one is { method: Method; path: string } =>
      ['POST', 'PUT', 'PATCH', 'DELETE'].includes(one.method),
    );
  const idFor = (path: string): string => ids[path.split('/')[3] ?? ''] ?? newId();
  const send = ({ method, path }: { method: Method; path: string }, query: string): Promise<Answer> => {
    const names: Readonly<Record<string, string>> = { type: 'TRANSCRIBE', name: 'library', id: idFor(path) };
    const payload = bodyFor(path, idFor(path));
    return gateway.app.inject({
      method,
      url: `${path.replaceAll(/:(\w+)/g, (_, name: string) => names[name] ?? name)}?${query}`,
      headers: { authorization: `Bearer ${gateway.token}`, 'tus-resumable': '1.0.0' },
      ...(payload === undefined ? {} : { payload }),
    });
  };
  const problemOf = (answer: Answer): unknown => {
    const { status, code, errors } = answer.json<{ status: number; code: string; errors?: readonly { pointer: string }[] }>();
    return [status, code, errors?.map(({ pointer }) => pointer)];
  };

  /** Read from the published API description, so that it matches the server. */
  const previewed = (): ReadonlySet<string> =>
    new Set(
      Object.entries(document.paths).flatMap(([path, methods]) =>
        Object.entries(methods as Record<string, { parameters?: readonly { name: string }[] }>).flatMap(([method, one]) =>
          one.parameters?.some(({ name }) => name === 'dry_run') === true ? [`${method} ${path}`] : [],
        ),
      ),
    );
  const isPreviewed = ({ method, path }: { method: string; path: string }): boolean =>
    previewed().has(`${method.toLowerCase()} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);

  it('is refused on every route with an unknown parameter', async () => {
    expect(operations().length).toBeGreaterThan(50);
    for (const one of operations())
      expect({ ...one, refused: problemOf(await send(one, 'dryrun=true&surprise=1')) }).toEqual({
        ...one,
        refused: [400, 'invalid', ['/query/dryrun', '/query/surprise']],
      });
    expect(appended).toBe(0);
  });

  it('is tried with dry_run on every route, which previews or refuses, and never executes', async () => {
    const carriedOut: unknown[] = [];
    for (const one of operations()) {
      const answer = await send(one, 'dry_run=true');
      const isGiven = answer.statusCode === 200 && answer.json<{ dry_run?: unknown }>().dry_run === true;
      const isRefused = isPreviewed(one)
        ? [400, 404, 409, 428].includes(answer.statusCode)
        : JSON.stringify(problemOf(answer)) === JSON.stringify([400, 'invalid', ['/query/dry_run']]);
      if (!isRefused && !(isGiven && isPreviewed(one))) carriedOut.push([one, answer.body]);
    }
    expect(carriedOut).toEqual([]);
    expect(appended).toBe(0);
  });

  it.each(['dry_run=yes', 'dry_run=', 'dry_run=true&dry_run=true', 'dry_run[]=true', 'DRY_RUN=true'])(
    'is refused on every route with %s',
    async (query) => {
      for (const one of operations())
        expect({ ...one, status: (await send(one, query)).statusCode }).toMatchObject({ status: 400 });
      expect(appended).toBe(0);
    },
  );

  it('may contain resume for a run, without effect (RUN-10)', async () => {
    const path = '/api/v1/recordings/:id';
    expect((await send({ method: 'POST', path: `${path}/run` }, 'resume=true')).json()).toMatchObject({
      code: 'already-running',
    });
    expect(problemOf(await send({ method: 'POST', path: `${path}/pause` }, 'resume=true'))).toEqual([
      400,
      'invalid',
      ['/query/resume'],
    ]);
  });

  interface Outcome {
    readonly code: string;
    readonly detail: string;
  }

  it.each<[Method, string]>([
    ['POST', '/pause'],
    ['POST', '/stages/:type/skip'],
    ['POST', '/outputs/:name/skip'],
    ['POST', '/cancel'],
    ['POST', '/reset'],
    ['DELETE', ''],
    ['POST', '/restore'],
    ['POST', '/erase'],
  ])('previews with dry_run the later effect of %s %s', async (method, action) => {
    const one = { method, path: `/api/v1/recordings/:id${action}` };
    const shown = (await send(one, 'dry_run=true')).json<{ status_after: string; outcome: Outcome }>();
    expect(appended).toBe(0);
    const done = (await send(one, 'dry_run=false')).json<{ status: string; outcome: Outcome }>();
    expect(appended).toBe(1);
    expect(shown).toMatchObject({ dry_run: true, recording_id: ids['recordings'], would_change: true });
    expect([shown.status_after, shown.outcome.code]).toEqual([done.status, done.outcome.code]);
    expect(shown.outcome.detail).toContain(' would ');
    expect(done.outcome.detail).not.toContain(' would ');
    expect((await send(one, 'dry_run=true')).json()).not.toMatchObject({ would_change: true });
  });
});
