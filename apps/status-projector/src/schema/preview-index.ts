/** Finds queued and running previews without reading other items: they have no row in `processing_step` (ADR 132). */
export const openPreviewsIndex = (s: string): string => `
create index asset_preview_open on ${s}.asset (asset_id)
  where state #>> '{preview,phase}' in ('scheduled', 'running') and state #> '{preview,isForeign}' is null;`;
