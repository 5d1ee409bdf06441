import { getDocumentLook } from './DocumentParts.js';

describe('the look of a document', () => {
  it('is not green if a delivery failed, although all main steps are done', () => {
    expect(getDocumentLook({ status: 'completed', has_errors: true })[0]).toBe('warn');
    expect(getDocumentLook({ status: 'completed', has_errors: false })[0]).toBe('good');
    expect(getDocumentLook({ status: 'failed', has_errors: true })[0]).toBe('bad');
  });
});
