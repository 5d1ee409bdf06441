import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { STREAMS } from '@throughline/contracts';
import { notionError, rateLimited, matchRequests, type NotionPage } from '@throughline/strict-fakes';
import { until } from '@throughline/stack/testing';
import pg from 'pg';
import { ERRORS, NotionStage, STATUS, WORDS } from './notion-stage.js';
import { countTraces, runTables, startReceiver } from './outside-traces.js';

const CHANNEL = 'audit-process';

describe('a system that updates the Notion pages of its videos', () => {
  let stage: NotionStage;
  beforeAll(async () => {
    stage = await NotionStage.open();
    await stage.channel(CHANNEL, {
      field_map: { status: STATUS, process_errors: ERRORS, drive_url: 'Drive' },
      data_source_id: stage.source.id,
    });
    await stage.channel('market-outlook', { action_type: 'none' });
  }, 120_000);
  afterAll(() => stage.close());

  const statusesOf = (page: NotionPage): readonly string[] => stage.sent(page);
  /** Expects that no status is followed by an earlier one. */
  const expectInOrder = (words: readonly string[]): void => {
    const places = words.map((word) => WORDS.indexOf(word));
    expect(places).toEqual([...places].sort((one, other) => one - other));
  };

  it('sends Notion nothing for a channel that does not write (AUD-13)', async () => {
    const page = stage.page();
    const taken = await stage.send('market-outlook', page);
    await until(async () => (await stage.ask<{ status: string }>(`/recordings/${taken.recording_id}`)).status === 'READY', {
      timeout: 60_000,
      what: 'the delivery',
    });
    expect(stage.requestsOf(page)).toEqual([]);
    expect(await stage.mirror(taken)).toMatchObject({ state: 'off' });
  }, 120_000);

  it('finishes the video while Notion is down, then shows Processing and only the newest status (AUD-14)', async () => {
    const page = stage.page();
    stage.notion.faults.add({
      fault: { kind: 'answer', status: 503, body: 'away' },
      on: ({ target }) => target.includes(page.id),
      times: 1e9,
    });
    const taken = await stage.send(CHANNEL, page);
    await until(async () => (await stage.ask<{ status: string }>(`/recordings/${taken.recording_id}`)).status === 'READY', {
      timeout: 60_000,
      what: 'the delivery',
    });
    await until(async () => (await stage.mirror(taken)).state === 'failing', { what: 'the trouble' });
    expect(await stage.mirror(taken)).toMatchObject({ state: 'failing', error: { code: 'notion-failing' } });
    stage.notion.faults.clear();
    await stage.shows(page, 'Complete');
    await stage.current(taken);
    expect(stage.trail(page)).toEqual(['Processing', 'Complete']);
  }, 120_000);

  it('reports a renamed option, and writes the page once it is fixed and resent', async () => {
    const page = stage.page();
    const options = [...WORDS, 'Error'];
    stage.notion.workspace.setProperty(stage.source, STATUS, {
      type: 'status',
      options: options.map((word) => (word === 'Complete' ? 'Done' : word)),
    });
    const taken = await stage.send(CHANNEL, page);
    await until(async () => (await stage.mirror(taken)).error?.code === 'option-missing', {
      timeout: 60_000,
      what: 'the trouble',
    });
    expect((await stage.mirror(taken)).error?.message).toContain("has no option 'Complete'");
    stage.notion.workspace.setProperty(stage.source, STATUS, { type: 'status', options });
    await stage.sendAgain(taken);
    await stage.shows(page, 'Complete');
  }, 120_000);

  it('waits for a page to be shared, and then shows its current status', async () => {
    const page = stage.page();
    page.shared = false;
    const taken = await stage.send(CHANNEL, page);
    await until(async () => (await stage.mirror(taken)).error?.code === 'page-not-shared', {
      timeout: 60_000,
      what: 'the trouble',
    });
    page.shared = true;
    await stage.shows(page, 'Complete');
    expectInOrder(statusesOf(page));
  }, 120_000);

  it('keeps a rate limit of the server for all pages', async () => {
    stage.notion.faults.add({ fault: { kind: 'answer', ...notionError(rateLimited(2)) }, times: 3 });
    const pages = Array.from({ length: 4 }, () => stage.page());
    const taken = await Promise.all(pages.map((page) => stage.send(CHANNEL, page)));
    for (const page of pages) await stage.shows(page, 'Complete');
    for (const each of taken) await stage.current(each);
    for (const page of pages) expectInOrder(statusesOf(page));
    expect(stage.notion.log.filter(({ status }) => status === 429)).toHaveLength(3);
  }, 120_000);

  it('shows the later of two videos of a page', async () => {
    const page = stage.page();
    const first = await stage.send(CHANNEL, page, 'one.mp4');
    await stage.shows(page, 'Downloading');
    const second = await stage.send(CHANNEL, page, 'two.mp4');
    await stage.current(second);
    await stage.shows(page, 'Complete');
    expect(await stage.mirror(first)).toMatchObject({ state: 'superseded', superseded_by: second.recording_id });
    const after = statusesOf(page).slice(statusesOf(page).lastIndexOf('Processing'));
    expectInOrder(after);
  }, 120_000);

  it('reads the page before it writes again after it was killed during a write', async () => {
    const page = stage.page();
    const isOfPage = matchRequests('PATCH', new RegExp(page.id));
    stage.notion.faults.add({ fault: { kind: 'hang' }, on: isOfPage, skip: 1 });
    const taken = await stage.send(CHANNEL, page);
    await until(() => stage.requestsOf(page).some(({ fault }) => fault === 'hang'), { what: 'the request' });
    await stage.system.service('upload').kill();
    const asked = stage.requestsOf(page).length;
    await stage.system.service('upload').start();
    await stage.shows(page, 'Complete');
    await stage.current(taken);
    expect(stage.requestsOf(page)[asked]?.method).toBe('GET');
    expectInOrder(statusesOf(page));
  }, 120_000);

  /** Deletes the mirror's consumer, so that it reads the whole log again. */
  const forgetPlace = async (): Promise<void> => {
    const nc = await connect(stage.system.natsLogin('admin'));
    await (await jetstreamManager(nc)).consumers.delete(STREAMS.events, 'mirror_upload');
    await nc.close();
  };

  it('writes nothing when it reads the whole log again', async () => {
    const countWrites = (): number => stage.notion.log.filter(({ method }) => method === 'PATCH').length;
    const before = countWrites();
    await stage.system.service('upload').stop();
    await forgetPlace();
    await stage.system.service('upload').start();
    const page = stage.page();
    await stage.current(await stage.send(CHANNEL, page));
    await stage.shows(page, 'Complete');
    expect(countWrites() - before).toBe(statusesOf(page).length);
  }, 120_000);

  it('causes nothing outside by a verification, a repair, a rebuild and its undo', async () => {
    const receiver = await startReceiver();
    const tables = new pg.Client({ connectionString: stage.system.databaseUrl });
    tables.on('error', () => undefined);
    await tables.connect();
    const events = ['item.ready', 'item.failed', 'delivery.completed'];
    await stage.ask('/webhook-endpoints', { name: 'Chat', url: receiver.url, events });
    const deliver = async (): Promise<string> => {
      const page = stage.page();
      const taken = await stage.send(CHANNEL, page);
      await stage.shows(page, 'Complete');
      await stage.current(taken);
      await until(() => receiver.items.filter((item) => item === taken.recording_id).length === 2, { what: 'the messages' });
      return taken.recording_id;
    };
    const id = await deliver();
    const { rows } = await tables.query<{ owner: string }>('select owner from projection.asset where asset_id = $1', [id]);
    // The previews come last, also those of the items of other tests.
    await until(() => stage.hasAllPreviews(), { what: 'the previews' });
    const before = await countTraces(stage);
    const messages = [...receiver.items];

    // A row that the log does not have would be news to everybody who follows the rows.
    const damage = (): Promise<unknown> =>
      tables.query(`update projection.asset set status = 'PROCESSING', failed = true where asset_id = $1`, [id]);
    for (const words of [
      ['verify'],
      ['verify', id, '--repair'],
      ['verify', '--repair'],
      ['rebuild', `--library=${rows[0]?.owner ?? ''}`],
      ['rebuild'],
      ['rebuild', '--undo'],
    ]) {
      if (words.length > 1) await damage();
      const { code, report } = await runTables(stage.system, words);
      expect([words, code, report]).toEqual([words, 0, expect.any(Object)]);
    }
    expect(await countTraces(stage)).toEqual(before);
    expect((await runTables(stage.system, ['verify', id])).report).toMatchObject({ differences: {} });

    // Messages and pages of a later item come after those that the commands could have caused.
    const later = await deliver();
    expect(receiver.items).toEqual([...messages, later, later]);
    await tables.end();
    receiver.close();
  }, 240_000);

  it('reports whether pages of a channel can be written, without writing any (TST-02)', async () => {
    const before = stage.notion.log.length;
    const report = await stage.ask<{ ok: boolean; items: readonly { name: string; result: string }[] }>('/channels/1/check', {});
    expect(report).toMatchObject({ ok: true });
    expect(report.items.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['client', 'field:status', 'option:Error', 'builders']),
    );
    expect(stage.notion.log.slice(before).map(({ method }) => method)).not.toContain('PATCH');
  }, 60_000);
});
