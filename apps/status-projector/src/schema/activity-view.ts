/** Repeats `isMilestone` of the domain. A change of that rule needs a migration of its own. */
const IS_MILESTONE = `not imported and (
    type in ('AssetRegistered', 'RunExtended', 'PublishRequested', 'PauseRequested', 'Resumed', 'RunCancelled', 'DeliverySettled',
      'RedeliveryRequested', 'TextsRequested', 'AssetReset', 'AssetDeleted', 'AssetRestored', 'AssetExpired', 'AssetErased',
      'AssetTransferred', 'TranscriptCorrected', 'AssetDescribed', 'DocumentFieldsCorrected', 'DocumentAccepted',
      'DocumentReopened', 'LanguageChanged')
    or (type = 'StepCompleted' and (step in ('TRANSCRIBE', 'finalize_document_storage') or step like 'deliver:%'))
    or (type = 'StepFailed' and step <> 'PREVIEW' and (detail ->> 'retryAt') is null)
    or (type = 'StepSkipped' and step = 'TRANSCRIBE' and (detail ->> 'reason') is distinct from 'disabled'))`;

/** The milestones of all items, by library and time. Without the index, a long history hides few milestones behind many events. */
export const activityView = (s: string): string => `
create view ${s}.activity as select * from ${s}.audit_log where ${IS_MILESTONE};
create index audit_log_milestones on ${s}.audit_log (owner, position, event_index) where ${IS_MILESTONE};`;
