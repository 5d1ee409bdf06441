import { MIRROR_STATUSES, type ChannelCheckReport, type ChannelNote, type CheckItem } from '@throughline/contracts';
import { systemClock } from '@throughline/messaging';
import { GuardedClient } from '@throughline/outgoing';
import { NotionFake, type DataSource } from '@throughline/strict-fakes';
import { parseAllowedHosts } from '@throughline/outgoing/testing';
import { credentialRefusedError } from '../notion/notion-errors.js';
import { NotionConnection } from '../notion/notion-connection.js';
import { Pace } from '../notion/pace.js';
import { checkChannel } from './check-channel.js';

const STATUS = 'Transcript Process Status';
const ERRORS = 'ProcessErrors';

describe('the check of a channel (TST-02)', () => {
  let notion: NotionFake;
  let source: DataSource;
  const http = new GuardedClient({ allowed: parseAllowedHosts('127.0.0.1') });
  beforeEach(async () => {
    notion = await NotionFake.start();
    source = notion.workspace.addDataSource('Discord Message Database', {
      [STATUS]: { type: 'select', options: MIRROR_STATUSES },
      [ERRORS]: { type: 'rich_text' },
    });
  });
  afterEach(async () => {
    expect(notion.log.filter(({ method }) => method !== 'GET')).toEqual([]);
    await notion.close();
  });

  const aNote = (overrides: Partial<ChannelNote> = {}): ChannelNote => ({
    v: 1,
    channel: 1,
    owner: 'owner-1',
    name: 'audit-process',
    actionType: 'update_origin',
    fieldMap: { status: STATUS, process_errors: ERRORS },
    credential: 3,
    dataSource: source.id,
    changedAt: '2026-02-05T10:00:00.000Z',
    version: 1,
    ...overrides,
  });
  const check = (
    channel: ChannelNote,
    { page, token = notion.token }: { page?: string; token?: string } = {},
  ): Promise<ChannelCheckReport> =>
    checkChannel({ v: 1, channel, ...(page === undefined ? {} : { page }) }, () =>
      Promise.resolve(
        new NotionConnection({
          http,
          url: notion.url,
          token,
          timeoutMs: 60_000,
          pace: new Pace(systemClock, 1_000),
          signal: new AbortController().signal,
        }),
      ),
    );
  const itemNamed = ({ items }: ChannelCheckReport, name: string): CheckItem | undefined =>
    items.find((item) => item.name === name);
  const notOk = ({ items }: ChannelCheckReport): readonly string[] =>
    items.filter(({ result }) => result !== 'ok').map(({ name, result }) => `${name} ${result}`);

  it('reports each correct item as ok, by name, with all six values', async () => {
    const report = await check(aNote());
    expect(notOk(report)).toEqual([]);
    expect(report.items.map(({ name }) => name)).toEqual([
      'client',
      'pages',
      'channel:action_type',
      'channel:field_map',
      'field:status',
      'field:process_errors',
      ...MIRROR_STATUSES.map((status) => `option:${status}`),
      'builders',
    ]);
    expect(itemNamed(report, 'builders')?.message).toContain(MIRROR_STATUSES.join(', '));
  });

  it('gives a remedy for an unknown token, and reports the rest as unknown', async () => {
    const report = await check(aNote(), { token: 'ntn_another' });
    expect(itemNamed(report, 'client')).toMatchObject({
      result: 'wrong',
      message: expect.stringContaining('401') as string,
      mend: expect.stringContaining('store a valid token') as string,
    });
    expect(itemNamed(report, 'field:status')).toMatchObject({ result: 'unknown' });
    expect(itemNamed(report, 'builders')).toMatchObject({ result: 'unknown' });
  });

  it('gives a remedy for a missing token, without sending a request', async () => {
    const report = await checkChannel({ v: 1, channel: aNote() }, () => Promise.reject(credentialRefusedError()));
    expect(itemNamed(report, 'client')).toMatchObject({ result: 'wrong' });
    expect(notion.log).toEqual([]);
  });

  it.each([
    ['is missing', (): void => void source.schema.delete(ERRORS), 'no property'],
    [
      'is of another type',
      (): void => {
        notion.workspace.setProperty(source, ERRORS, { type: 'number' });
      },
      'of type number',
    ],
  ])('reports a property that %s, and that nothing could be built for it', async (_what, breakIt, words) => {
    breakIt();
    const report = await check(aNote());
    expect(notOk(report)).toEqual(['field:process_errors wrong', 'builders wrong']);
    expect(itemNamed(report, 'field:process_errors')?.message).toContain(words);
    expect(itemNamed(report, 'field:process_errors')?.mend).toBeDefined();
  });

  it('accepts a missing option of a select, which Notion creates, but not of a status', async () => {
    const options = MIRROR_STATUSES.filter((status) => status !== 'Complete');
    notion.workspace.setProperty(source, STATUS, { type: 'select', options });
    const select = await check(aNote());
    expect(notOk(select)).toEqual([]);
    expect(itemNamed(select, 'option:Complete')?.message).toContain('Notion creates it');
    notion.workspace.setProperty(source, STATUS, { type: 'status', options });
    const status = await check(aNote());
    expect(notOk(status)).toEqual(['option:Complete wrong']);
    expect(itemNamed(status, 'option:Complete')?.mend).toContain('Add an option');
  });

  it('checks one page if requested, with the options of its database', async () => {
    const page = notion.workspace.addPage(source);
    expect(notOk(await check(aNote({ dataSource: 'another' }), { page: page.id }))).toEqual([]);
    page.inTrash = true;
    expect(itemNamed(await check(aNote(), { page: page.id }), 'pages')).toMatchObject({ result: 'wrong', mend: 'Restore it' });
    page.shared = false;
    expect(itemNamed(await check(aNote(), { page: page.id }), 'pages')).toMatchObject({
      result: 'wrong',
      mend: expect.stringContaining('share the page') as string,
    });
  });

  it('reports missing pages, data sources and field mappings as not checked', async () => {
    const { dataSource, ...note } = aNote({ fieldMap: { process_errors: ERRORS } });
    expect(dataSource).toBe(source.id);
    const report = await check(note);
    expect(itemNamed(report, 'pages')).toMatchObject({
      result: 'unknown',
      mend: expect.stringContaining('data_source_id') as string,
    });
    expect(itemNamed(report, 'channel:field_map')).toMatchObject({ result: 'wrong', message: 'status not mapped' });
    expect(itemNamed(report, 'field:status')).toBeUndefined();
  });
});
