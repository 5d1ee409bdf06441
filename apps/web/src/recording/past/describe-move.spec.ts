import { operator } from '../../testing/draw-view.js';
import { describeMove } from './describe-move.js';

describe('a move between libraries in the history', () => {
  it('names the libraries of the user, and no other', () => {
    const event = { type: 'AssetTransferred', detail: { from: 'other', to: '1', by: 'x', outputs: [] } };
    expect(describeMove(event, operator.libraries)).toBe('Moved from a library you cannot see to owner');
  });

  it('leaves other events alone', () => {
    expect(describeMove({ type: 'AssetErased', detail: {} }, operator.libraries)).toBeUndefined();
  });
});
