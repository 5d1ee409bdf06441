/** Repeats `isMilestone` of the domain. A change of that rule needs a migration of its own. */
const isMilestone = (more: string): string => `not imported and (
    type in ('AssetRegistered', 'RunExtended', 'PublishRequested', 'PauseRequested', 'Resumed', 'RunCancelled', 'DeliverySettled',
      'RedeliveryRequested', 'TextsRequested', 'AssetReset', 'AssetDeleted', 'AssetRestored', 'AssetExpired', 'AssetErased',
      'AssetTransferred', 'TranscriptCorrected', 'AssetDescribed', 'DocumentFieldsCorrected', 'DocumentAccepted',
      'DocumentReopened', 'LanguageChanged'${more})
    or (type = 'StepCompleted' and (step in ('TRANSCRIBE', 'finalize_document_storage') or step like 'deliver:%'))
    or (type = 'StepFailed' and step <> 'PREVIEW' and (detail ->> 'retryAt') is null)
    or (type = 'StepSkipped' and step = 'TRANSCRIBE' and (detail ->> 'reason') is distinct from 'disabled'))`;

/** The milestones of all items, by library and time. Without the index, a long history hides few milestones behind many events. */
export const activityView = (s: string): string => `
create view ${s}.activity as select * from ${s}.audit_log where ${isMilestone('')};
create index audit_log_milestones on ${s}.audit_log (owner, position, event_index) where ${isMilestone('')};`;

/**
 * Rules that are applied to documents are milestones too. The second index finds all documents of a library, newest first. To
 * replace the view and to drop the index stops every reader until the end of the transaction, so the indexes are made before.
 */
export const activityWithRules = (s: string): string => `
create index audit_log_milestones_with_rules on ${s}.audit_log (owner, position, event_index) where ${isMilestone(", 'DocumentRuleApplied'")};
create index asset_documents on ${s}.asset (owner, asset_id) where pipeline = 'document' and deleted_at is null;
create or replace view ${s}.activity as select * from ${s}.audit_log where ${isMilestone(", 'DocumentRuleApplied'")};
drop index ${s}.audit_log_milestones;`;
