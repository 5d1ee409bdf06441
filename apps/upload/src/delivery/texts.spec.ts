import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultRunConfig } from '@throughline/domain';
import { createRequest } from '../testing/request.js';
import { StepContextFixture } from '../testing/step-context.js';
import { createDescriptionFile, makeTexts } from './texts.js';

const TOPICS = JSON.stringify({ topics: [{ title: 'Welcome', start: 0 }] });

describe('the texts of a delivery', () => {
  let dir: string;
  let given: StepContextFixture;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'tl-texts-'));
    given = new StepContextFixture((await createRequest(dir, { 'video.mp4': 'frames', 'topics.json': TOPICS })).files);
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  const personal = () =>
    Promise.resolve({
      title: 'A talk',
      patterns: { title_pattern: '{title}, {date}', description_pattern: '{topics}\n\nFrom {source}' },
    });

  it('follow the patterns of the run', async () => {
    const context = given.context({ personal, workspace: () => Promise.resolve(dir) });
    const texts = await makeTexts(context, { name: 'library', type: 'folder' });
    expect(texts).toEqual({ title: 'A talk, 2026-11-20', description: 'Topics:\n0:00 Welcome\n\nFrom upload', notes: [] });
    const file = await createDescriptionFile(context, texts.description);
    expect(file).toMatchObject({ name: 'description.txt', size: Buffer.byteLength(`${texts.description}\n`) });
    expect(await createDescriptionFile(context, '')).toBeUndefined();
  });

  it('follow the own patterns of the output before those of the run', async () => {
    const outputPatterns = { mine: { title_pattern: '{title} for everybody' }, other: { description_pattern: '' } };
    const own = async () => ({ ...(await personal()), outputPatterns });
    const textsAt = (name: string) => makeTexts(given.context({ personal: own }), { name, type: 'folder' });
    const description = 'Topics:\n0:00 Welcome\n\nFrom upload';
    expect(await textsAt('mine')).toEqual({ title: 'A talk for everybody', description, notes: [] });
    expect(await textsAt('other')).toEqual({ title: 'A talk, 2026-11-20', description: '', notes: [] });
  });

  it('keep to the limits of the output, and say so', async () => {
    const title = 'word '.repeat(40).trim();
    const texts = await makeTexts(given.context({ title: () => Promise.resolve(title) }), {
      name: 'library',
      type: 'paperless',
    });
    expect(texts).toEqual({
      title: expect.stringMatching(/^(word )+word…$/) as string,
      description: '',
      notes: ['title-shortened'],
    });
    expect(texts.title.length).toBeLessThanOrEqual(128);
  });

  it.each(['document', 'audit-process'])('are only the title for an item of another pipeline: %s', async (pipeline) => {
    const context = given.context({ personal, pipeline, config: { ...defaultRunConfig } });
    expect(await makeTexts(context, { name: 'library', type: 'folder' })).toEqual({
      title: 'A talk',
      description: '',
      notes: [],
    });
  });

  it('read no topics for an output without a description', async () => {
    const input = (): never => {
      throw new Error('nobody needs the topics');
    };
    expect(await makeTexts(given.context({ personal, input }), { name: 'library', type: 'paperless' })).toMatchObject({
      title: 'A talk, 2026-11-20',
    });
  });
});
