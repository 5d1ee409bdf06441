import { parseRevision } from '@throughline/event-store';
import { isPresent } from '@throughline/domain';
import { Journey } from '@throughline/domain/testing';
import type { ItemSnapshot, ItemView, RecordingItem } from '../../items/index.js';
import { LiveProgress } from '../../workers/live-progress.js';
import { DocumentView } from './document-view.js';

describe('a rendered document', () => {
  const {
    state: asset,
    personal,
    assetId: id,
  } = new Journey().register({ pipeline: 'document', title: 'scan', fileName: 'scan.pdf' });

  it('is one object for all readers as long as its item is', () => {
    if (!isPresent(asset)) throw new Error('The journey has not begun');
    const shown: ItemSnapshot = { id, asset, personal, revision: parseRevision('7'), held: undefined, duplicateOf: undefined };
    const world = { item: { revision: '7' } as RecordingItem };
    const items = { render: () => world.item } as unknown as ItemView;
    const view = new DocumentView(items, new LiveProgress());
    const first = view.render(shown);
    expect(view.render({ ...shown })).toBe(first);
    world.item = { ...world.item, revision: '8' };
    expect(view.render(shown)).not.toBe(first);
    expect(view.render(shown)).toMatchObject({ revision: '8' });
  });
});
