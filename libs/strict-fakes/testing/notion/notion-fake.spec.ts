import { APIErrorCode, Client, isNotionClientError } from '@notionhq/client';
import { NotionFake } from './notion-fake.js';
import type { DataSource, NotionPage } from './workspace.js';

const STATUS = 'Transcript Process Status';
const ERRORS = 'ProcessErrors';

const silent = (): void => undefined;

describe('NotionFake', () => {
  let now: number;
  let fake: NotionFake;
  let source: DataSource;
  let page: NotionPage;
  let client: Client;
  beforeEach(async () => {
    now = Date.parse('2026-02-05T10:00:00Z');
    fake = await NotionFake.start({ now: () => now, perSecond: 3 });
    source = fake.workspace.addDataSource('Audits', {
      Name: { type: 'title' },
      [STATUS]: { type: 'select', options: ['Processing', 'Error'] },
      [ERRORS]: { type: 'rich_text' },
      Stage: { type: 'status', options: ['Open', 'Closed'] },
      Owner: { type: 'people' },
    });
    page = fake.workspace.addPage(source, { Name: 'A call' });
    client = new Client({ auth: fake.token, baseUrl: fake.url, retry: false, logger: silent });
  });
  afterEach(async () => {
    expect(fake.troubles).toEqual([]);
    await fake.close();
  });

  type Properties = NonNullable<Parameters<Client['pages']['update']>[0]['properties']>;
  const update = (properties: Properties): Promise<unknown> => client.pages.update({ page_id: page.id, properties });
  const refusal = async (asked: Promise<unknown>): Promise<unknown> => {
    try {
      await asked;
    } catch (error) {
      if (isNotionClientError(error)) return error.code;
      throw error;
    }
    return 'nothing was refused';
  };

  it('works with the official client', async () => {
    expect(await client.pages.retrieve({ page_id: page.id.replaceAll('-', '') })).toMatchObject({
      id: page.id,
      parent: { data_source_id: source.id },
      properties: { [STATUS]: { type: 'select', select: null }, Name: { title: [{ plain_text: 'A call' }] } },
    });
    expect(await client.databases.retrieve({ database_id: source.databaseId })).toMatchObject({
      data_sources: [{ id: source.id }],
    });
    expect(await client.dataSources.retrieve({ data_source_id: source.id })).toMatchObject({
      properties: { [STATUS]: { type: 'select', select: { options: [{ name: 'Processing' }, { name: 'Error' }] } } },
    });
    expect(await client.users.me({})).toMatchObject({ type: 'bot' });
  });

  it('changes only the named properties, and records each value', async () => {
    await update({ [STATUS]: { select: { name: 'Processing' } } });
    now += 1_000;
    await update({ [STATUS]: { select: { name: 'Error' } }, [ERRORS]: { rich_text: [{ text: { content: 'Too long' } }] } });
    expect(Object.fromEntries(page.values)).toEqual({ Name: 'A call', [STATUS]: 'Error', [ERRORS]: 'Too long' });
    expect(page.history.map(({ property, value, at }) => [property, value, at.slice(14, 19)])).toEqual([
      [STATUS, 'Processing', '00:00'],
      [STATUS, 'Error', '00:01'],
      [ERRORS, 'Too long', '00:01'],
    ]);
  });

  it('creates an unknown option of a select, and refuses one of a status', async () => {
    await update({ [STATUS]: { select: { name: 'Proccessing' } } });
    expect(source.schema.get(STATUS)?.options).toEqual(['Processing', 'Error', 'Proccessing']);
    expect(await refusal(update({ Stage: { status: { name: 'Ajar' } } }))).toBe(APIErrorCode.ValidationError);
  });

  it.each<[string, Properties]>([
    ['a missing property', { Status: { select: { name: 'Processing' } } }],
    ['a property of another type', { [STATUS]: { rich_text: [{ text: { content: 'Processing' } }] } }],
    ['a text of more than 2,000 characters', { [ERRORS]: { rich_text: [{ text: { content: 'x'.repeat(2_001) } }] } }],
    ['more than 100 texts', { [ERRORS]: { rich_text: Array.from({ length: 101 }, () => ({ text: { content: 'x' } })) } }],
    ['an option with a comma', { [STATUS]: { select: { name: 'Processing, still' } } }],
  ])('refuses %s, and writes nothing of the request', async (_name, properties) => {
    expect(await refusal(update({ [ERRORS]: { rich_text: [] }, ...properties }))).toBe(APIErrorCode.ValidationError);
    expect(page.history).toEqual([]);
  });

  it('hides pages that are not shared, and refuses writes to the trash', async () => {
    page.inTrash = true;
    expect(await refusal(update({ [ERRORS]: { rich_text: [] } }))).toBe(APIErrorCode.ValidationError);
    page.shared = false;
    expect(await refusal(client.pages.retrieve({ page_id: page.id }))).toBe(APIErrorCode.ObjectNotFound);
    source.shared = false;
    expect(await refusal(client.dataSources.retrieve({ data_source_id: source.id }))).toBe(APIErrorCode.ObjectNotFound);
  });

  it('requires token and version, and refuses unknown paths', async () => {
    expect(await refusal(new Client({ auth: 'ntn_other', baseUrl: fake.url, retry: false, logger: silent }).users.me({}))).toBe(
      APIErrorCode.Unauthorized,
    );
    const retrievePage = (path: string, headers: Record<string, string>): Promise<Response> =>
      fetch(`${fake.url}${path}`, { headers: { authorization: `Bearer ${fake.token}`, ...headers } });
    expect(await (await retrievePage(`/v1/pages/${page.id}`, {})).json()).toMatchObject({ code: 'missing_version' });
    expect(await (await retrievePage('/v1/blocks/x', { 'notion-version': '2025-09-03' })).json()).toMatchObject({
      code: 'invalid_request_url',
    });
  });

  it('limits the rate, and returns the time to wait', async () => {
    const retrievePage = (): Promise<unknown> => client.pages.retrieve({ page_id: page.id });
    for (let at = 0; at < 180; at += 1) await retrievePage();
    now += 10_500;
    const refused = await retrievePage().catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: APIErrorCode.RateLimited, status: 429 });
    expect(fake.log.at(-1)).toMatchObject({ status: 429 });
    now += 50_000;
    await expect(retrievePage()).resolves.toMatchObject({ id: page.id });
  });

  it('lists the pages of a data source in parts', async () => {
    const others = [fake.workspace.addPage(source), fake.workspace.addPage(source)];
    const first = await client.dataSources.query({ data_source_id: source.id, page_size: 2 });
    expect(first).toMatchObject({ has_more: true, next_cursor: others[1]?.id });
    const rest = await client.dataSources.query({ data_source_id: source.id, start_cursor: others[1]?.id ?? '' });
    expect(rest).toMatchObject({ has_more: false, next_cursor: null, results: [{ id: others[1]?.id }] });
    expect(await refusal(client.dataSources.query({ data_source_id: source.id, page_size: 101 }))).toBe(
      APIErrorCode.ValidationError,
    );
  });
});
