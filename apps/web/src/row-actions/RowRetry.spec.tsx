import { drawView, listControls } from '../testing/draw-view.js';
import { text } from '../texts/text.js';
import { RowRetry } from './RowRetry.js';

describe('another attempt in the row of an item', () => {
  const draw = (isInTabOrder: boolean): string =>
    drawView(<RowRetry id="1" kind="recording" title="Tides" isInTabOrder={isInTabOrder} />, () => undefined).html;

  it('is named for its item, beginning with the words of the button', () => {
    const { rowActions, rowAction } = text.itemList;
    expect(draw(true)).toContain(`>${rowActions.retry}</button>`);
    expect(listControls(draw(true))).toEqual([rowAction(rowActions.retry, 'Tides')]);
  });

  it('is in the order of Tab in one row alone', () => {
    expect(draw(true)).not.toContain('tabindex');
    expect(draw(false)).toContain('tabindex="-1"');
  });
});
