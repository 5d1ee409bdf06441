import type { Document, Recording } from '@throughline/api-client';

/** The reasons why there are no previews, and none are being made. */
export type PreviewGap = 'failed' | 'stopped' | 'missing';

type Previews = Pick<Recording['previews'], 'state'>;

/** Returns the reason why nobody makes the previews before a person asks for them. */
export const findGivenUp = ({ state }: Previews): Exclude<PreviewGap, 'missing'> | undefined =>
  state === 'failed' || state === 'stopped' ? state : undefined;

type Pictured = Pick<Document, 'deleted_at' | 'run'> & { readonly previews: Previews };

/** Returns the reason why a document with a PDF has no picture of its first page. A run makes the picture by itself. */
export function findPictureGap(
  { previews, run, deleted_at: deletedAt }: Pictured,
  files: readonly { readonly media_type: string }[],
): PreviewGap | undefined {
  if (deletedAt !== null || run?.active === true) return undefined;
  const isMissing = previews.state === 'none' || previews.state === 'incomplete';
  return (
    findGivenUp(previews) ??
    (isMissing && files.some(({ media_type: type }) => type === 'application/pdf') ? 'missing' : undefined)
  );
}
