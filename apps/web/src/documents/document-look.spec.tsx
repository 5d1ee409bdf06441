import type { Document } from '@throughline/api-client';
import { drawView } from '../testing/draw-view.js';
import { DocumentBadges, getDocumentLook } from './DocumentParts.js';
import { documentWith } from './fields/testing/documents.js';

const QUIET = {
  needs_review: false,
  on_pause: false,
  deleted_at: null,
  duplicate_of: null,
  upload_summary: { unconfirmed: 0, follow_ups_failed: 0 } as Document['upload_summary'],
  waiting_for: [],
  steps: [],
  outputs: [],
};

describe('the look of a document', () => {
  it('is not green if a delivery failed, although all main steps are done', () => {
    expect(getDocumentLook({ status: 'completed', has_errors: true })[0]).toBe('warn');
    expect(getDocumentLook({ status: 'completed', has_errors: false })[0]).toBe('good');
    expect(getDocumentLook({ status: 'failed', has_errors: true })[0]).toBe('bad');
  });

  it('says that values wait for a person', () => {
    const draw = (unsure: boolean): string => {
      const document = documentWith({}, { status: 'completed', label: null, has_errors: false, unsure, ...QUIET });
      return drawView(<DocumentBadges document={document} />, () => undefined).words;
    };
    expect(draw(true)).toContain('Ready Values to check');
    expect(draw(false)).not.toContain('Values to check');
  });
});
