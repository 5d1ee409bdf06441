import { documentLook } from './DocumentParts.js';

describe('the look of a document', () => {
  it('is not green where a delivery has failed, though its main steps are done', () => {
    expect(documentLook({ status: 'completed', has_errors: true })[0]).toBe('warn');
    expect(documentLook({ status: 'completed', has_errors: false })[0]).toBe('good');
    expect(documentLook({ status: 'failed', has_errors: true })[0]).toBe('bad');
  });
});
