/** The API's answers under plain names. `npm run api` writes their types and its operations from the document. */
import type { components } from './openapi.js';

export { EventStreamParser, type StreamEvent } from './event-stream.js';
export { freeRuleName } from './free-rule-name.js';
export {
  UnusablePathValue,
  request,
  type AnswerOf,
  type ApiRequest,
  type Arguments,
  type InputOf,
  type Operation,
  type PreviewOf,
} from './operation.js';

type Schemas = components['schemas'];

export type Problem = Schemas['Problem'];

export interface Page<T> {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
  /** Only if the request asks for it. */
  readonly total?: number;
}

/** A list without pages. */
export interface List<T> {
  readonly items: readonly T[];
}

export type AccountDeletion = Schemas['AccountDeletion'];
export type DeletionPreview = Schemas['DeletionPreview'];

export type EventSender = Schemas['EventSender'];
export type EventSenderList = Schemas['EventSenderList'];
export type ExternalEventVerdict = Schemas['ExternalEventVerdict'];

export type Recording = Schemas['Recording'];
export type RecordingStatus = Recording['status'];
export type AllowedAction = Recording['allowed_actions'][number];
export type ActionName = AllowedAction['action'];
export type Stage = Recording['processing_stages'][number];
export type Output = Recording['outputs'][number];
export type FollowUp = Output['follow_ups'][number];
export type Run = NonNullable<Recording['run']>;
export type RunStep = Run['steps'][number];
export type PastMoment = NonNullable<Recording['as_of']>;
export type Eta = NonNullable<Recording['eta']>;

export type DuplicateGroup = Schemas['DuplicateGroup'];
export type DuplicateList = Schemas['DuplicateList'];
export type ComparedItem = Schemas['ComparedItem'];
export type KeptDuplicates = Schemas['KeptDuplicates'];
export type KeptDuplicatesList = Schemas['KeptDuplicatesList'];

export type Note = Schemas['Note'];

export type Document = Schemas['Document'];
export type DocumentFinding = Schemas['DocumentFinding'];
export type MadeDocuments = Schemas['MadeDocuments'];
export type SuggestedCuts = Schemas['SuggestedCuts'];
export type CutSuggestion = Schemas['CutSuggestion'];
export type DocumentRule = Schemas['DocumentRule'];
export type DocumentRuleSuggestion = Schemas['DocumentRuleSuggestion'];
export type DocumentStatus = Document['status'];
export type DocumentStep = Document['steps'][number];
export type DocumentStepStatus = DocumentStep['status'];

/** Fields that recordings and documents have. Their statuses differ. */
export type Item = Omit<Pick<Recording, keyof Recording & keyof Document>, 'status'>;

/** Fields that change without a commit, and so without a new revision. */
export type LiveFields = Pick<Stage, 'progress' | 'stalled'> &
  Partial<Pick<Stage, 'eta' | 'eta_reason' | 'queue_position' | 'queue_length' | 'progress_at'>>;

export type CommandOutcome = Schemas['CommandAnswer']['outcome'];
export type CommandPreview = Schemas['CommandPreview'];
export type DryRun = Schemas['DryRun'];
export type AuditEvent = Schemas['EventList']['items'][number];
type Equipment = NonNullable<About['services']>[number];
export type EngineNote = Exclude<Equipment['engines'], 'unknown'>[number];
export type ModelNote = Equipment['models'][number];
export type ModelState = Schemas['ModelAnswer'];
export type EngineTest = Schemas['EngineTestAnswer'];
export type Artifact = Schemas['ArtifactList']['items'][number];
export type Mirror = Schemas['Mirror'];

export type DataExport = Schemas['DataExport'];
export type SelectedArchive = Schemas['SelectedArchive'];

export type Explanation = Schemas['Explanation'];
export type DocumentExplanation = Schemas['DocumentExplanation'];
export type SessionExplanation = Schemas['SessionExplanation'];
export type ExplainedStep = Explanation['steps'][number];
export type RuleExplanation = Pick<Explanation['status'], 'rule' | 'lost' | 'follows_from' | 'since'>;
export type ExplainedRule = RuleExplanation['rule'];
export type EventReference = RuleExplanation['follows_from'][number];

export type BulkRun = Schemas['BulkRunAnswer'];
export type BulkCommand = Schemas['BulkCommand'];
export type BulkProgress = Schemas['BulkProgress'];
export type BulkItem = Schemas['BulkItem'];
export type BulkAction = BulkCommand['action'];

export type Transcript = Schemas['Transcript'];
export type Segment = Transcript['segments'][number];
export type Speaker = Transcript['speakers'][number];
export type Topic = Transcript['topics'][number];
export type OutdatedOutput = Transcript['outdated_outputs'][number];
export type TranscriptSoFar = Schemas['TranscriptSoFar'];
export type TranscriptVersion = Schemas['TranscriptVersions']['items'][number];
export type Correction = Schemas['Correction'];
export type CorrectedSegment = Correction['segments'][number];
export type CorrectionAnswer = Schemas['CorrectionAnswer'];

export type ListedItem = Schemas['ListedItem'];
export type ListedItems = Schemas['ListedItemList'];

export type Session = Schemas['Session'];
export type SessionStatus = Session['status'];

export type Channel = Schemas['Channel'];
export type ChannelHealth = Channel['health'];
export type ChannelField = keyof Channel['field_map'];
export type ChannelSecret = Schemas['ChannelSecret'];
export type ChannelResync = Schemas['ChannelResync'];
export type NewChannel = Schemas['NewChannel'];
export type CheckReport = Schemas['ChannelCheck'];
export type CheckItem = CheckReport['items'][number];
export type ConfiguredOutput = Schemas['OutputList']['items'][number];
export type OwnOutput = Schemas['OwnOutput'];
export type OutputUse = OwnOutput['used_by'];
export type OutputType = Schemas['OutputType'];
export type OutputSetting = OutputType['settings'][number];
export type OutputTest = Schemas['OutputTest'];

export type Credential = Schemas['Credential'];
export type CredentialType = Credential['type'];
/** A type of credentials, with the fields of its secrets. */
export type CredentialForm = Schemas['CredentialType'];
export type CredentialTestAnswer = Schemas['CredentialTestAnswer'];
export type ConsentLink = Schemas['ConsentLink'];

export type CurrentUser = Schemas['Me'];
export type Role = CurrentUser['role'];
export type User = Schemas['User'];
export type Template = Schemas['Template'];
export type TemplateProblem = Schemas['TemplateProblem'];
export type SavedConfig = Schemas['SharedConfigBody'];
export type Texts = Schemas['Texts'];
export type Source = Schemas['LibrarySource'];
export type SourceTest = Schemas['SourceTest'];
export type SourceSync = Schemas['SourceSync'];
export type SourceType = Schemas['SourceTypeList']['items'][number];
export type WebhookEndpoint = Schemas['WebhookEndpoint'];
export type WebhookEvent = WebhookEndpoint['events'][number];
export type NewWebhookEndpoint = Schemas['NewWebhookEndpoint'];
export type WebhookSecret = Schemas['WebhookSecret'];
export type WebhookTest = Schemas['WebhookTest'];
export type WebhookAttempt = Schemas['WebhookAttempt'];
export type WebhookRedelivery = Schemas['WebhookRedelivery'];
export type SearchAnswer = Schemas['SearchAnswer'];
export type Activity = Schemas['Activity'];
export type Milestone = Schemas['Milestone'];
export type PresentNotices = Schemas['PresentNotices'];
export type SearchItem = Schemas['SearchItem'];
export type SearchPassage = Schemas['SearchPassage'];
export type SearchRange = Schemas['SearchRange'];
export type Notices = Schemas['Notices'];
export type NoticeKind = Notices['kinds'][number];
export type Job = Schemas['Job'];
export type JobRun = Schemas['JobRun'];
export type JobRunWithItems = Schemas['JobRunWithItems'];
export type JobDryRun = Schemas['JobDryRun'];
export type UserSettings = Schemas['UserSettings'];
export type Vocabulary = Schemas['Vocabulary'];
export type Token = Schemas['Token'];
export type CreatedToken = Schemas['CreatedToken'];
export type SignIn = Schemas['SignInList']['items'][number];
export type RevokedCount = Schemas['RevokedCount'];
export type SignInMethods = Schemas['SignInMethods'];
export type Identity = Schemas['IdentityList']['items'][number];
export type ProviderState = Schemas['ProviderState'];
export type Library = Schemas['LibraryDetails'];
export type LibraryMember = Schemas['LibraryMember'];
export type UserSignInMethods = Schemas['UserSignInMethods'];
export type LibraryRole = LibraryMember['role'];
export type Passkey = Schemas['Passkey'];
export type SignInLink = Schemas['SignInLink'];

export type QuarantinedItem = Schemas['QuarantinedItem'];
export type QuarantineEntry = Schemas['QuarantineList']['items'][number];
export type QuarantineDecision = Schemas['QuarantineDecision'];
export type Workers = Schemas['WorkerList'];
export type About = Schemas['About'];

export type AdministrationLogEntry = Schemas['AdministrationLogEntry'];
export type AdministrationLogChange = Schemas['AdministrationLogChange'];

export type Quota = Schemas['Quota'];
export type QuotaUse = Schemas['QuotaUse'];
export type QuotaName = QuotaUse['quota'];
export type QuotaHistory = Schemas['QuotaHistory'];
export type UserQuota = Schemas['UserQuota'];
export type UserLimits = Schemas['UserLimits'];

export type Invitation = Schemas['Invitation'];
export type CreatedInvitation = Schemas['CreatedInvitation'];
export type InvitationPreview = Schemas['InvitationPreview'];
export type AcceptedInvitation = Schemas['AcceptedInvitation'];

export type ShareLink = Schemas['ShareLink'];
export type CreatedShareLink = Schemas['CreatedShareLink'];
export type ShareLinkDraft = Schemas['CreateShareLink'];
export type PodcastFeed = Schemas['PodcastFeed'];
export type AddressedPodcastFeed = Schemas['AddressedPodcastFeed'];
export type PublishedItem = Schemas['PublishedItem'];
export type Embed = Schemas['Embed'];
export type AddressedEmbed = Schemas['AddressedEmbed'];
export type EmbeddedRecording = Schemas['EmbeddedRecording'];
export type EmbeddedSet = Schemas['EmbeddedSet'];
export type SharedItem = Schemas['SharedItem'];
export type SharedFile = Schemas['SharedFile'];
export type SharedTranscript = Schemas['SharedTranscript'];
export type ImportOutcome = Schemas['ImportOutcome'];
