import { NotionStage, STATUS, WORDS, ERRORS } from './notion-stage.js';

const CHANNEL = 'audit-process';

describe('an audit process from request to delivery', () => {
  let stage: NotionStage;
  beforeAll(async () => {
    // A status that is left before it is written is not written at all.
    stage = await NotionStage.open({ takesMs: 8_000 });
    await stage.channel(CHANNEL, {
      field_map: { status: STATUS, process_errors: ERRORS, drive_url: 'Drive' },
      data_source_id: stage.source.id,
    });
  }, 120_000);
  afterAll(() => stage.close());

  it('shows each status on its Notion page, in order, and then the folder it was delivered to (AUD-06, AUD-15)', async () => {
    const page = stage.page();
    const taken = await stage.send(CHANNEL, page);
    await stage.shows(page, 'Complete');
    await stage.current(taken);
    const places = stage.sent(page).map((word) => WORDS.indexOf(word));
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(stage.trail(page)).toEqual(expect.arrayContaining(['Downloading', 'Transcribing', 'Complete']));
    expect(page.values.get('Drive')).toMatch(/^https:\/\/drive\.google\.com\/drive\/folders\//);
    expect(new Set(page.history.map(({ property }) => property))).toEqual(new Set([STATUS, 'Drive']));
  }, 120_000);
});
