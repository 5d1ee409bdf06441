import { text } from '../../texts/text.js';
import { drawView } from '../../testing/draw-view.js';
import { FieldFailure } from './FieldFailure.js';
import { FieldChanged, FieldFault } from './save-field.js';
import { documentWith, findingOf } from './testing/documents.js';

const { faults, conflict, conflictHint } = text.documentView.fields;
const draw = (error: Error, isEdited: boolean): string =>
  drawView(<FieldFailure error={error} isEdited={isEdited} />, () => undefined).words;

describe('a field that was not saved', () => {
  it('gives the reason also if a button chose the value, which no editor shows', () => {
    const fault = new FieldFault(faults.day);
    expect(draw(fault, false)).toContain(faults.day);
    expect(draw(fault, true)).toBe('');
  });

  it('speaks of a text to save again only if there is one', () => {
    const changed = new FieldChanged(documentWith({ sender: findingOf('ACME Europe', 0.7) }), 'sender');
    expect(draw(changed, true)).toContain(conflictHint);
    expect(draw(changed, false)).toContain(conflict('ACME Europe'));
    expect(draw(changed, false)).not.toContain(conflictHint);
  });
});
