/* Written by `npm run api` from docs/openapi.json. Do not edit. */
import type { Operation } from './operation.js';
import type { components } from './openapi.js';

export * from './settings-operations.generated.js';

type Schemas = components['schemas'];

/** Read the version, the limits and the equipment of the workers. */
export const about: Operation<{ answer: Schemas['About'] }> = { method: 'GET', path: '/api/v1/about' };
/** File a document as reviewed. */
export const acceptDocument: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'POST', path: '/api/v1/documents/{id}/accept' };
/** Accept an invitation. */
export const acceptInvitation: Operation<{ body: Schemas['InvitationCode']; answer: Schemas['AcceptedInvitation'] }> = { method: 'POST', path: '/api/v1/invitations/accept' };
/** Deliver to further outputs. */
export const addDocumentOutputs: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['AddOutputs']; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'POST', path: '/api/v1/documents/{id}/outputs' };
/** Add a user to a library that you own. */
export const addMember: Operation<{ path: 'id'; body: Schemas['AddMember']; answer: Schemas['MemberList'] }> = { method: 'POST', path: '/api/v1/libraries/{id}/members' };
/** Write a note about a session. */
export const addNote: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['NoteBody']; answer: Schemas['SessionCommandAnswer']; preview: Schemas['SessionCommandPreview'] }> = { method: 'POST', path: '/api/v1/sessions/{id}/notes' };
/** Deliver to further outputs. */
export const addOutputs: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['AddOutputs']; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/outputs' };
/** Add a passkey. */
export const addPasskey: Operation<{ body: Schemas['AddPasskey']; answer: Schemas['Passkey'] }> = { method: 'POST', path: '/api/v1/me/passkeys' };
/** Read the document of the messages between the services. */
export const asyncApi: Operation<{ answer: object }> = { method: 'GET', path: '/asyncapi.json' };
/** Start an upload in parts. */
export const beginUpload: Operation<{  }> = { method: 'POST', path: '/api/v1/uploads' };
/** Bind a template. */
export const bindDocumentTemplate: Operation<{ path: 'id' | 'template_id'; query: { readonly reset_preferences?: boolean | undefined; readonly dry_run?: boolean | undefined }; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'POST', path: '/api/v1/documents/{id}/template/{template_id}' };
/** Bind a template. */
export const bindRecordingTemplate: Operation<{ path: 'id' | 'template_id'; query: { readonly reset_preferences?: boolean | undefined; readonly dry_run?: boolean | undefined }; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/template/{template_id}' };
/** Bring a dismissed suggestion back. */
export const bringBackDocumentRuleSuggestion: Operation<{ path: 'id' }> = { method: 'PUT', path: '/api/v1/document-rules/suggestions/{id}' };
/** Cancel a run. */
export const cancelDocument: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Cancel'] | undefined; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'POST', path: '/api/v1/documents/{id}/cancel' };
/** Cancel a run. */
export const cancelRecording: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Cancel'] | undefined; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/cancel' };
/** Change an embed. */
export const changeEmbed: Operation<{ path: 'id'; body: Schemas['ChangeEmbed']; answer: Schemas['Embed'] }> = { method: 'PATCH', path: '/api/v1/embeds/{id}' };
/** Switch to another library, or change the default language of your library. */
export const changeMe: Operation<{ body: Schemas['ChangeMe']; answer: Schemas['Me'] }> = { method: 'PATCH', path: '/api/v1/me' };
/** Change the role of a member. */
export const changeMember: Operation<{ path: 'id' | 'user_id'; body: Schemas['ChangeMember']; answer: Schemas['MemberList'] }> = { method: 'PATCH', path: '/api/v1/libraries/{id}/members/{user_id}' };
/** Change a note of a session. */
export const changeNote: Operation<{ path: 'id' | 'note_id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['NoteBody']; answer: Schemas['SessionCommandAnswer']; preview: Schemas['SessionCommandPreview'] }> = { method: 'PUT', path: '/api/v1/sessions/{id}/notes/{note_id}' };
/** Change a podcast feed. */
export const changePodcastFeed: Operation<{ path: 'id'; body: Schemas['ChangePodcastFeed']; answer: Schemas['PodcastFeed'] }> = { method: 'PATCH', path: '/api/v1/podcast-feeds/{id}' };
/** Describe a recording, or correct its language. */
export const changeRecording: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['ChangeRecording']; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'PATCH', path: '/api/v1/recordings/{id}' };
/** Check now what an item waits for. */
export const checkDocument: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Check'] | undefined; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'POST', path: '/api/v1/documents/{id}/check' };
/** Check now what an item waits for. */
export const checkRecording: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Check'] | undefined; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/check' };
/** Check now what an item waits for. */
export const checkSession: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Check'] | undefined; answer: Schemas['SessionCommandAnswer']; preview: Schemas['SessionCommandPreview'] }> = { method: 'POST', path: '/api/v1/sessions/{id}/check' };
/** Start to connect an account at the identity provider. */
export const connectIdentity: Operation<{ answer: Schemas['ProviderLink'] }> = { method: 'POST', path: '/api/v1/me/identities' };
/** Correct the fields of a document. */
export const correctDocumentFields: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['DocumentFieldsBody']; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'PATCH', path: '/api/v1/documents/{id}/fields' };
/** Correct a transcript. */
export const correctTranscript: Operation<{ path: 'id'; body: Schemas['Correction']; answer: Schemas['CorrectionAnswer'] }> = { method: 'PUT', path: '/api/v1/recordings/{id}/transcript' };
/** Register a document. */
export const createDocument: Operation<{ body: Schemas['RegisterSource']; answer: Schemas['Document'] }> = { method: 'POST', path: '/api/v1/documents' };
/** Make documents of the pages of a document. */
export const createDocumentParts: Operation<{ path: 'id'; body: Schemas['PartsBody']; answer: Schemas['MadeDocuments'] }> = { method: 'POST', path: '/api/v1/documents/{id}/parts' };
/** Make a rule for documents. */
export const createDocumentRule: Operation<{ body: Schemas['DocumentRuleBody']; answer: Schemas['DocumentRule'] }> = { method: 'POST', path: '/api/v1/document-rules' };
/** Make an embed. */
export const createEmbed: Operation<{ body: Schemas['CreateEmbed']; answer: Schemas['AddressedEmbed'] }> = { method: 'POST', path: '/api/v1/embeds' };
/** Invite a person to a library by a link. */
export const createInvitation: Operation<{ path: 'id'; body: Schemas['CreateInvitation']; answer: Schemas['CreatedInvitation'] }> = { method: 'POST', path: '/api/v1/libraries/{id}/invitations' };
/** Make a library. */
export const createLibrary: Operation<{ body: Schemas['CreateLibrary']; answer: Schemas['LibraryDetails'] }> = { method: 'POST', path: '/api/v1/libraries' };
/** Make a podcast feed. */
export const createPodcastFeed: Operation<{ body: Schemas['CreatePodcastFeed']; answer: Schemas['AddressedPodcastFeed'] }> = { method: 'POST', path: '/api/v1/podcast-feeds' };
/** Transcribe a file or an address. */
export const createSession: Operation<{ body: Schemas['RegisterSource']; answer: Schemas['Session'] }> = { method: 'POST', path: '/api/v1/sessions' };
/** Approve recordings for an embed, or leave them out. */
export const decideEmbedItems: Operation<{ path: 'id'; body: Schemas['DecidePublishedItems'] }> = { method: 'POST', path: '/api/v1/embeds/{id}/items' };
/** Approve recordings for a podcast feed, or leave them out. */
export const decidePodcastItems: Operation<{ path: 'id'; body: Schemas['DecidePublishedItems'] }> = { method: 'POST', path: '/api/v1/podcast-feeds/{id}/items' };
/** Delete a document. */
export const deleteDocument: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'DELETE', path: '/api/v1/documents/{id}' };
/** Delete an empty library. */
export const deleteLibrary: Operation<{ path: 'id' }> = { method: 'DELETE', path: '/api/v1/libraries/{id}' };
/** Delete your account. */
export const deleteMyAccount: Operation<{ query: { readonly dry_run?: boolean | undefined }; body: Schemas['DeleteAccount']; answer: Schemas['AccountDeletion']; preview: Schemas['DeletionPreview'] }> = { method: 'POST', path: '/api/v1/me/deletion' };
/** Delete a recording. */
export const deleteRecording: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'DELETE', path: '/api/v1/recordings/{id}' };
/** Delete a session. */
export const deleteSession: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['SessionCommandAnswer']; preview: Schemas['SessionCommandPreview'] }> = { method: 'DELETE', path: '/api/v1/sessions/{id}' };
/** Describe a document. */
export const describeDocument: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['DescriptionBody']; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'PATCH', path: '/api/v1/documents/{id}' };
/** Read what this server supports of tus. */
export const describeUploads: Operation<{  }> = { method: 'OPTIONS', path: '/api/v1/uploads' };
/** Disconnect an account. */
export const disconnectIdentity: Operation<{ path: 'id' }> = { method: 'DELETE', path: '/api/v1/me/identities/{id}' };
/** Dismiss a suggested rule. */
export const dismissDocumentRuleSuggestion: Operation<{ path: 'id' }> = { method: 'DELETE', path: '/api/v1/document-rules/suggestions/{id}' };
/** Download a document. */
export const downloadDocument: Operation<{ path: 'id'; query: { readonly file?: 'finished' | 'original' | undefined } }> = { method: 'GET', path: '/api/v1/documents/{id}/download' };
/** Download the transcript of a completed session. */
export const downloadTranscript: Operation<{ path: 'id'; query: { readonly format?: 'txt' | 'srt' | 'vtt' | 'json' | undefined }; answer: object }> = { method: 'GET', path: '/api/v1/sessions/{id}/download' };
/** End an upload. */
export const endUpload: Operation<{ path: 'id' }> = { method: 'DELETE', path: '/api/v1/uploads/{id}' };
/** Erase a document permanently. */
export const eraseDocument: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Erase']; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'POST', path: '/api/v1/documents/{id}/erase' };
/** Erase a recording permanently. */
export const eraseRecording: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Erase']; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/erase' };
/** Erase a session permanently. */
export const eraseSession: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Erase']; answer: Schemas['SessionCommandAnswer']; preview: Schemas['SessionCommandPreview'] }> = { method: 'POST', path: '/api/v1/sessions/{id}/erase' };
/** Execute a preview. */
export const executeBulkCommand: Operation<{ path: 'id'; answer: Schemas['BulkCommand'] }> = { method: 'POST', path: '/api/v1/bulk/{id}/execute' };
/** Explain the state of a document. */
export const explainDocument: Operation<{ path: 'id'; answer: Schemas['DocumentExplanation'] }> = { method: 'GET', path: '/api/v1/documents/{id}/explain' };
/** Explain the state of a recording. */
export const explainRecording: Operation<{ path: 'id'; answer: Schemas['Explanation'] }> = { method: 'GET', path: '/api/v1/recordings/{id}/explain' };
/** Explain the state of a session. */
export const explainSession: Operation<{ path: 'id'; answer: Schemas['SessionExplanation'] }> = { method: 'GET', path: '/api/v1/sessions/{id}/explain' };
/** Export the history of an item. */
export const exportEvents: Operation<{ path: 'id'; query: { readonly texts?: boolean | undefined } }> = { method: 'GET', path: '/api/v1/item-exports/{id}/events' };
/** Download a file that the history of an item names. */
export const exportFile: Operation<{ path: 'id'; query: { readonly key?: string | undefined } }> = { method: 'GET', path: '/api/v1/item-exports/{id}/files' };
/** Confirm an address, or unsubscribe. */
export const followNoticeLink: Operation<{ path: 'purpose' | 'library' | 'signature'; answer: string }> = { method: 'POST', path: '/api/v1/notices/{purpose}/{library}/{signature}' };
/** Download all files. */
export const getArchive: Operation<{ path: 'id' }> = { method: 'GET', path: '/api/v1/recordings/{id}/archive' };
/** Download a file. */
export const getArtifact: Operation<{ path: 'id' | 'name'; query: { readonly expires?: string | undefined; readonly signature?: string | undefined } }> = { method: 'GET', path: '/api/v1/recordings/{id}/artifacts/{name}' };
/** Read a bulk command. */
export const getBulkCommand: Operation<{ path: 'id'; answer: Schemas['BulkProgress'] }> = { method: 'GET', path: '/api/v1/bulk/{id}' };
/** Read the verdicts and results of a bulk command. */
export const getBulkItems: Operation<{ path: 'id'; query: { readonly limit?: number | undefined; readonly cursor?: string | undefined; readonly verdict?: 'change' | 'skip' | 'refuse' | 'error' | undefined; readonly outcome?: 'changed' | 'skipped' | 'refused' | 'error' | 'left_out' | undefined }; answer: Schemas['BulkItemList'] }> = { method: 'GET', path: '/api/v1/bulk/{id}/items' };
/** Read a document. */
export const getDocument: Operation<{ path: 'id'; query: { readonly min_revision?: string | undefined; readonly after_revision?: string | undefined; readonly wait?: number | undefined; readonly as_of?: string | undefined }; answer: Schemas['Document'] }> = { method: 'GET', path: '/api/v1/documents/{id}' };
/** Download all files. */
export const getDocumentArchive: Operation<{ path: 'id' }> = { method: 'GET', path: '/api/v1/documents/{id}/archive' };
/** Download a file. */
export const getDocumentArtifact: Operation<{ path: 'id' | 'name'; query: { readonly expires?: string | undefined; readonly signature?: string | undefined } }> = { method: 'GET', path: '/api/v1/documents/{id}/artifacts/{name}' };
/** Read a rule for documents. */
export const getDocumentRule: Operation<{ path: 'id'; answer: Schemas['DocumentRule'] }> = { method: 'GET', path: '/api/v1/document-rules/{id}' };
/** Read the steps of a document, by name. */
export const getDocumentSteps: Operation<{ path: 'id'; answer: Readonly<Record<string, Schemas['DocumentStep']>> }> = { method: 'GET', path: '/api/v1/documents/{id}/steps' };
/** Download the files of several items. */
export const getItemsArchive: Operation<{ query: { readonly kind?: readonly ('recording' | 'document' | 'session')[] | undefined; readonly state?: 'attention' | 'deleted' | 'stopped' | 'failed' | 'partial' | 'unconfirmed' | 'follow_up_failed' | 'to_review' | 'paused' | 'waiting' | 'in_progress' | 'queued' | 'ready' | 'not_started' | 'unreadable' | 'no_transcript' | 'draft' | 'unsure' | undefined; readonly q?: string | undefined; readonly tag?: string | undefined; readonly from_date?: string | undefined; readonly to_date?: string | undefined; readonly ids?: readonly (string)[] | undefined; readonly files?: 'all' | 'texts' | undefined } }> = { method: 'GET', path: '/api/v1/items/archive' };
/** Read a library. */
export const getLibrary: Operation<{ path: 'id'; answer: Schemas['LibraryDetails'] }> = { method: 'GET', path: '/api/v1/libraries/{id}' };
/** Read the status on the Notion page of a recording. */
export const getMirror: Operation<{ path: 'id'; answer: Schemas['Mirror'] }> = { method: 'GET', path: '/api/v1/recordings/{id}/mirror' };
/** Read a recording. */
export const getRecording: Operation<{ path: 'id'; query: { readonly min_revision?: string | undefined; readonly after_revision?: string | undefined; readonly wait?: number | undefined; readonly as_of?: string | undefined }; answer: Schemas['Recording'] }> = { method: 'GET', path: '/api/v1/recordings/{id}' };
/** Download the files of selected items. */
export const getSelectedArchive: Operation<{ path: 'id' }> = { method: 'GET', path: '/api/v1/items/archives/{id}' };
/** Read a session. */
export const getSession: Operation<{ path: 'id'; answer: Schemas['Session'] }> = { method: 'GET', path: '/api/v1/sessions/{id}' };
/** Download a file. */
export const getSessionArtifact: Operation<{ path: 'id' | 'name'; query: { readonly expires?: string | undefined; readonly signature?: string | undefined } }> = { method: 'GET', path: '/api/v1/sessions/{id}/artifacts/{name}' };
/** Read the progress of a session. */
export const getSessionStatus: Operation<{ path: 'id'; answer: Schemas['Session'] }> = { method: 'GET', path: '/api/v1/sessions/{id}/status' };
/** Read the transcript of a session. */
export const getSessionTranscript: Operation<{ path: 'id'; answer: Schemas['Transcript'] }> = { method: 'GET', path: '/api/v1/sessions/{id}/transcript' };
/** Read the transcript so far. */
export const getSessionTranscriptSoFar: Operation<{ path: 'id'; answer: Schemas['TranscriptSoFar'] }> = { method: 'GET', path: '/api/v1/sessions/{id}/transcript/so-far' };
/** Read the show notes. */
export const getShowNotes: Operation<{ path: 'id'; answer: string }> = { method: 'GET', path: '/api/v1/recordings/{id}/show-notes' };
/** Suggest where a document may be split. */
export const getSuggestedCuts: Operation<{ path: 'id'; answer: Schemas['SuggestedCuts'] }> = { method: 'GET', path: '/api/v1/documents/{id}/suggested-cuts' };
/** Read a transcript. */
export const getTranscript: Operation<{ path: 'id'; query: { readonly version?: string | undefined; readonly as_of?: string | undefined }; answer: Schemas['Transcript'] }> = { method: 'GET', path: '/api/v1/recordings/{id}/transcript' };
/** Read the transcript so far. */
export const getTranscriptSoFar: Operation<{ path: 'id'; answer: Schemas['TranscriptSoFar'] }> = { method: 'GET', path: '/api/v1/recordings/{id}/transcript/so-far' };
/** Read the progress of an upload. */
export const getUpload: Operation<{ path: 'id'; answer: Schemas['Upload'] }> = { method: 'GET', path: '/api/v1/uploads/{id}' };
/** Read the result of an upload. */
export const getUploadResult: Operation<{ path: 'id'; answer: Schemas['RegisteredUpload'] | Schemas['DuplicateUpload'] }> = { method: 'GET', path: '/api/v1/uploads/{id}/result' };
/** Accept an invitation without an account, and get one. */
export const joinByInvitation: Operation<{ body: Schemas['JoinByInvitation']; answer: Schemas['Me'] }> = { method: 'POST', path: '/api/v1/invitations/join' };
/** Keep items that look the same. */
export const keepDuplicates: Operation<{ body: Schemas['KeepDuplicatesBody']; answer: Schemas['KeptDuplicates'] }> = { method: 'POST', path: '/api/v1/duplicates/kept' };
/** Leave a library. */
export const leaveLibrary: Operation<{ path: 'id' }> = { method: 'POST', path: '/api/v1/libraries/{id}/leave' };
/** Create a link to a file, for a player. */
export const linkArtifact: Operation<{ path: 'id' | 'name'; answer: Schemas['ArtifactLink'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/artifacts/{name}/link' };
/** Create a link to a file, for a player. */
export const linkDocumentArtifact: Operation<{ path: 'id' | 'name'; answer: Schemas['ArtifactLink'] }> = { method: 'POST', path: '/api/v1/documents/{id}/artifacts/{name}/link' };
/** List what happened in the library. */
export const listActivity: Operation<{ query: { readonly cursor?: string | undefined; readonly limit?: number | undefined }; answer: Schemas['Activity'] }> = { method: 'GET', path: '/api/v1/activity' };
/** List the files of a recording. */
export const listArtifacts: Operation<{ path: 'id'; answer: Schemas['ArtifactList'] }> = { method: 'GET', path: '/api/v1/recordings/{id}/artifacts' };
/** List the bulk commands of your library. */
export const listBulkCommands: Operation<{ answer: Schemas['BulkCommandList'] }> = { method: 'GET', path: '/api/v1/bulk' };
/** List the dismissed suggestions of rules. */
export const listDismissedDocumentRuleSuggestions: Operation<{ answer: Schemas['RuleSuggestionList'] }> = { method: 'GET', path: '/api/v1/document-rules/suggestions/dismissed' };
/** List the files of a document. */
export const listDocumentArtifacts: Operation<{ path: 'id'; answer: Schemas['ArtifactList'] }> = { method: 'GET', path: '/api/v1/documents/{id}/artifacts' };
/** List the open attempts of a document. */
export const listDocumentAttempts: Operation<{ path: 'id'; answer: Schemas['OpenAttemptList'] }> = { method: 'GET', path: '/api/v1/documents/{id}/attempts' };
/** List the events of a document. */
export const listDocumentEvents: Operation<{ path: 'id'; query: { readonly after?: string | undefined; readonly min_revision?: string | undefined; readonly limit?: number | undefined }; answer: Schemas['EventList'] }> = { method: 'GET', path: '/api/v1/documents/{id}/events' };
/** List rules that follow from corrections. */
export const listDocumentRuleSuggestions: Operation<{ answer: Schemas['RuleSuggestionList'] }> = { method: 'GET', path: '/api/v1/document-rules/suggestions' };
/** List the rules for documents of your library. */
export const listDocumentRules: Operation<{ answer: Schemas['DocumentRuleList'] }> = { method: 'GET', path: '/api/v1/document-rules' };
/** List the share links of a document. */
export const listDocumentShareLinks: Operation<{ path: 'id'; answer: Schemas['ShareLinkList'] }> = { method: 'GET', path: '/api/v1/documents/{id}/share-links' };
/** List and search documents. */
export const listDocuments: Operation<{ query: { readonly limit?: number | undefined; readonly cursor?: string | undefined; readonly sort?: 'created_at' | '-created_at' | 'updated_at' | '-updated_at' | 'title' | '-title' | 'status' | '-status' | undefined; readonly q?: string | undefined; readonly from_date?: string | undefined; readonly to_date?: string | undefined; readonly state?: 'attention' | 'deleted' | 'stopped' | 'failed' | 'partial' | 'unconfirmed' | 'follow_up_failed' | 'to_review' | 'paused' | 'waiting' | 'in_progress' | 'queued' | 'ready' | 'not_started' | 'unreadable' | 'no_transcript' | 'draft' | 'unsure' | undefined; readonly include?: 'total' | undefined; readonly failed?: boolean | undefined; readonly on_pause?: boolean | undefined; readonly waiting?: boolean | undefined; readonly needs_review?: boolean | undefined; readonly stopped?: boolean | undefined; readonly tag?: string | undefined; readonly deleted?: 'true' | 'false' | 'any' | undefined; readonly sha256?: string | undefined; readonly status?: readonly ('pending' | 'processing' | 'completed' | 'failed')[] | undefined; readonly unsure?: boolean | undefined; readonly as_of?: string | undefined }; answer: Schemas['DocumentList']; past: Schemas['PastDocumentList'] }> = { method: 'GET', path: '/api/v1/documents' };
/** List items that look the same. */
export const listDuplicates: Operation<{ query: { readonly limit?: number | undefined; readonly cursor?: string | undefined; readonly kind?: readonly ('document' | 'recording')[] | undefined; readonly reason?: readonly ('same_file' | 'same_amount' | 'same_title' | 'similar_text')[] | undefined }; answer: Schemas['DuplicateList'] }> = { method: 'GET', path: '/api/v1/duplicates' };
/** List the recordings of an embed. */
export const listEmbedItems: Operation<{ path: 'id'; query: { readonly state?: 'waiting' | 'listed' | 'left_out' | undefined }; answer: Schemas['PublishedItemList'] }> = { method: 'GET', path: '/api/v1/embeds/{id}/items' };
/** List the embeds of the library. */
export const listEmbeds: Operation<{ answer: Schemas['EmbedList'] }> = { method: 'GET', path: '/api/v1/embeds' };
/** List the events of a recording. */
export const listEvents: Operation<{ path: 'id'; query: { readonly after?: string | undefined; readonly min_revision?: string | undefined; readonly limit?: number | undefined }; answer: Schemas['EventList'] }> = { method: 'GET', path: '/api/v1/recordings/{id}/events' };
/** List your connected accounts. */
export const listIdentities: Operation<{ answer: Schemas['IdentityList'] }> = { method: 'GET', path: '/api/v1/me/identities' };
/** List the invitations to a library. */
export const listInvitations: Operation<{ path: 'id'; answer: Schemas['InvitationList'] }> = { method: 'GET', path: '/api/v1/libraries/{id}/invitations' };
/** List recordings, documents and sessions together. */
export const listItems: Operation<{ query: { readonly limit?: number | undefined; readonly cursor?: string | undefined; readonly kind?: readonly ('recording' | 'document' | 'session')[] | undefined; readonly state?: 'attention' | 'deleted' | 'stopped' | 'failed' | 'partial' | 'unconfirmed' | 'follow_up_failed' | 'to_review' | 'paused' | 'waiting' | 'in_progress' | 'queued' | 'ready' | 'not_started' | 'unreadable' | 'no_transcript' | 'draft' | 'unsure' | undefined; readonly sort?: 'created_at' | '-created_at' | 'updated_at' | '-updated_at' | 'title' | '-title' | undefined; readonly q?: string | undefined; readonly tag?: string | undefined; readonly from_date?: string | undefined; readonly to_date?: string | undefined; readonly include?: 'counts' | 'to_do' | undefined }; answer: Schemas['ListedItemList'] }> = { method: 'GET', path: '/api/v1/items' };
/** List items that are kept although they look the same. */
export const listKeptDuplicates: Operation<{ query: { readonly limit?: number | undefined; readonly cursor?: string | undefined }; answer: Schemas['KeptDuplicatesList'] }> = { method: 'GET', path: '/api/v1/duplicates/kept' };
/** List your libraries. */
export const listLibraries: Operation<{ answer: Schemas['LibraryList'] }> = { method: 'GET', path: '/api/v1/libraries' };
/** Read who changed the members and settings of a library. */
export const listLibraryLog: Operation<{ path: 'id'; query: { readonly actor?: string | undefined; readonly kind?: string | undefined; readonly subject?: string | undefined; readonly from?: string | undefined; readonly until?: string | undefined; readonly limit?: number | undefined; readonly cursor?: string | undefined }; answer: Schemas['AdministrationLogPage'] }> = { method: 'GET', path: '/api/v1/libraries/{id}/log' };
/** List the members of a library. */
export const listMembers: Operation<{ path: 'id'; answer: Schemas['MemberList'] }> = { method: 'GET', path: '/api/v1/libraries/{id}/members' };
/** Read the notes of a session. */
export const listNotes: Operation<{ path: 'id'; answer: Schemas['Notes'] }> = { method: 'GET', path: '/api/v1/sessions/{id}/notes' };
/** List the present notices. */
export const listNotices: Operation<{ answer: Schemas['PresentNotices'] }> = { method: 'GET', path: '/api/v1/notices' };
/** List the outputs that your runs can use. */
export const listOutputs: Operation<{ answer: Schemas['OutputList'] }> = { method: 'GET', path: '/api/v1/outputs' };
/** List your passkeys. */
export const listPasskeys: Operation<{ answer: Schemas['PasskeyList'] }> = { method: 'GET', path: '/api/v1/me/passkeys' };
/** List the podcast feeds of the library. */
export const listPodcastFeeds: Operation<{ answer: Schemas['PodcastFeedList'] }> = { method: 'GET', path: '/api/v1/podcast-feeds' };
/** List the recordings of a podcast feed. */
export const listPodcastItems: Operation<{ path: 'id'; query: { readonly state?: 'waiting' | 'listed' | 'left_out' | undefined }; answer: Schemas['PublishedItemList'] }> = { method: 'GET', path: '/api/v1/podcast-feeds/{id}/items' };
/** List the open attempts of a recording. */
export const listRecordingAttempts: Operation<{ path: 'id'; answer: Schemas['OpenAttemptList'] }> = { method: 'GET', path: '/api/v1/recordings/{id}/attempts' };
/** List the share links of a recording. */
export const listRecordingShareLinks: Operation<{ path: 'id'; answer: Schemas['ShareLinkList'] }> = { method: 'GET', path: '/api/v1/recordings/{id}/share-links' };
/** List recordings. */
export const listRecordings: Operation<{ query: { readonly limit?: number | undefined; readonly cursor?: string | undefined; readonly sort?: 'created_at' | '-created_at' | 'updated_at' | '-updated_at' | 'title' | '-title' | 'status' | '-status' | undefined; readonly q?: string | undefined; readonly from_date?: string | undefined; readonly to_date?: string | undefined; readonly state?: 'attention' | 'deleted' | 'stopped' | 'failed' | 'partial' | 'unconfirmed' | 'follow_up_failed' | 'to_review' | 'paused' | 'waiting' | 'in_progress' | 'queued' | 'ready' | 'not_started' | 'unreadable' | 'no_transcript' | 'draft' | 'unsure' | undefined; readonly include?: 'total' | undefined; readonly failed?: boolean | undefined; readonly on_pause?: boolean | undefined; readonly waiting?: boolean | undefined; readonly needs_review?: boolean | undefined; readonly stopped?: boolean | undefined; readonly tag?: string | undefined; readonly deleted?: 'true' | 'false' | 'any' | undefined; readonly sha256?: string | undefined; readonly status?: readonly ('PENDING_SOURCE' | 'INITIALIZED' | 'SKIPPED' | 'DOWNLOADING' | 'DOWNLOADED' | 'PROCESSING' | 'PROCESSED' | 'UPLOADING' | 'UPLOADED' | 'READY' | 'EXPIRED')[] | undefined; readonly unconfirmed?: boolean | undefined; readonly partial?: boolean | undefined; readonly follow_ups_failed?: boolean | undefined; readonly draft?: boolean | undefined; readonly transcript?: 'missing' | 'off' | undefined; readonly channel_id?: string | undefined; readonly as_of?: string | undefined }; answer: Schemas['RecordingList']; past: Schemas['PastRecordingList'] }> = { method: 'GET', path: '/api/v1/recordings' };
/** List the files of a session. */
export const listSessionArtifacts: Operation<{ path: 'id'; answer: Schemas['ArtifactList'] }> = { method: 'GET', path: '/api/v1/sessions/{id}/artifacts' };
/** List the open attempts of a session. */
export const listSessionAttempts: Operation<{ path: 'id'; answer: Schemas['OpenAttemptList'] }> = { method: 'GET', path: '/api/v1/sessions/{id}/attempts' };
/** List the events of a session. */
export const listSessionEvents: Operation<{ path: 'id'; query: { readonly after?: string | undefined; readonly min_revision?: string | undefined; readonly limit?: number | undefined }; answer: Schemas['EventList'] }> = { method: 'GET', path: '/api/v1/sessions/{id}/events' };
/** List sessions. */
export const listSessions: Operation<{ query: { readonly limit?: number | undefined; readonly cursor?: string | undefined; readonly status?: readonly ('pending' | 'processing' | 'completed' | 'failed')[] | undefined; readonly deleted?: 'true' | 'false' | 'any' | undefined }; answer: Schemas['SessionList'] }> = { method: 'GET', path: '/api/v1/sessions' };
/** List the versions of a transcript. */
export const listTranscriptVersions: Operation<{ path: 'id'; answer: Schemas['TranscriptVersions'] }> = { method: 'GET', path: '/api/v1/recordings/{id}/transcript/versions' };
/** Check that the process runs. */
export const live: Operation<{ answer: Schemas['Live'] }> = { method: 'GET', path: '/health/live' };
/** Make the previews of a document. */
export const makeDocumentPreviews: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'POST', path: '/api/v1/documents/{id}/previews' };
/** Make the previews of a recording. */
export const makePreviews: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/previews' };
/** Make the previews of a session. */
export const makeSessionPreviews: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['SessionCommandAnswer']; preview: Schemas['SessionCommandPreview'] }> = { method: 'POST', path: '/api/v1/sessions/{id}/previews' };
/** Make a link that signs a browser in, once. */
export const makeSignInLink: Operation<{ body: Schemas['MakeLink'] | undefined; answer: Schemas['SignInLink'] }> = { method: 'POST', path: '/api/v1/auth/links' };
/** Read your name, your role and what you may do. */
export const me: Operation<{ answer: Schemas['Me'] }> = { method: 'GET', path: '/api/v1/me' };
/** Make one document of several. */
export const mergeDocuments: Operation<{ body: Schemas['MergeBody']; answer: Schemas['MadeDocuments'] }> = { method: 'POST', path: '/api/v1/documents/merge' };
/** Read the metrics. */
export const metrics: Operation<{ answer: string }> = { method: 'GET', path: '/metrics' };
/** Name a speaker of a session. */
export const nameSessionSpeaker: Operation<{ path: 'id' | 'speaker'; body: Schemas['SpeakerName']; answer: Schemas['SessionCorrectionAnswer'] }> = { method: 'PUT', path: '/api/v1/sessions/{id}/transcript/speakers/{speaker}' };
/** Name a speaker. */
export const nameSpeaker: Operation<{ path: 'id' | 'speaker'; body: Schemas['SpeakerName']; answer: Schemas['CorrectionAnswer'] }> = { method: 'PUT', path: '/api/v1/recordings/{id}/transcript/speakers/{speaker}' };
/** Read this document. */
export const openApi: Operation<{ answer: object }> = { method: 'GET', path: '/openapi.json' };
/** Pause a run. */
export const pauseDocument: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Pause'] | undefined; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'POST', path: '/api/v1/documents/{id}/pause' };
/** Pause many documents. */
export const pauseDocuments: Operation<{ query: { readonly dry_run?: boolean | undefined }; body: Schemas['DocumentBulkPause']; answer: Schemas['DocumentBulkPauseAnswer'] }> = { method: 'POST', path: '/api/v1/documents/bulk/pause' };
/** Pause a run. */
export const pauseRecording: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Pause'] | undefined; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/pause' };
/** Pause many recordings. */
export const pauseRecordings: Operation<{ query: { readonly dry_run?: boolean | undefined }; body: Schemas['BulkPause']; answer: Schemas['BulkPauseAnswer'] }> = { method: 'POST', path: '/api/v1/recordings/bulk/pause' };
/** Prepare a new passkey. */
export const preparePasskey: Operation<{ answer: Schemas['PasskeyOptions'] }> = { method: 'POST', path: '/api/v1/me/passkeys/options' };
/** Prepare a sign-in with a passkey. */
export const preparePasskeySignIn: Operation<{ answer: Schemas['PasskeyOptions'] }> = { method: 'POST', path: '/api/v1/auth/passkey/options' };
/** Preview a rule on the documents that are there already. */
export const previewDocumentRule: Operation<{ path: 'id'; answer: Schemas['BulkPreviewed'] }> = { method: 'POST', path: '/api/v1/document-rules/{id}/preview' };
/** Preview a command for many documents. */
export const previewDocuments: Operation<{ body: Schemas['DocumentBulkPreview']; answer: Schemas['BulkPreviewed'] }> = { method: 'POST', path: '/api/v1/documents/bulk/preview' };
/** Read an invitation by the code of its link. */
export const previewInvitation: Operation<{ body: Schemas['InvitationCode']; answer: Schemas['InvitationPreview'] }> = { method: 'POST', path: '/api/v1/invitations/preview' };
/** Preview a command for many recordings. */
export const previewRecordings: Operation<{ body: Schemas['BulkPreview']; answer: Schemas['BulkPreviewed'] }> = { method: 'POST', path: '/api/v1/recordings/bulk/preview' };
/** Read the explanation of every problem code. */
export const problems: Operation<{ answer: string }> = { method: 'GET', path: '/docs/problems' };
/** Read where the provider's own sign-in ends. */
export const providerSignOut: Operation<{ answer: Schemas['ProviderSignOut'] }> = { method: 'GET', path: '/api/v1/auth/provider/sign-out' };
/** Publish what waits for a review. */
export const publishDocument: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Publish'] | undefined; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'POST', path: '/api/v1/documents/{id}/publish' };
/** Publish what waits for a review. */
export const publishRecording: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Publish'] | undefined; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/publish' };
/** Read an embed. */
export const readEmbed: Operation<{ path: 'id'; answer: Schemas['Embed'] }> = { method: 'GET', path: '/api/v1/embeds/{id}' };
/** List the recordings of a player in another page. */
export const readEmbedded: Operation<{ path: 'code'; answer: Schemas['EmbeddedSet'] }> = { method: 'GET', path: '/api/v1/embedded/{code}' };
/** Read a file of a recording in an embed. */
export const readEmbeddedFile: Operation<{ path: 'code' | 'recording' | 'file' }> = { method: 'GET', path: '/api/v1/embedded/{code}/recordings/{recording}/files/{file}' };
/** Read the transcript of a recording in an embed. */
export const readEmbeddedTranscript: Operation<{ path: 'code' | 'recording'; answer: Schemas['EmbeddedTranscript'] }> = { method: 'GET', path: '/api/v1/embedded/{code}/recordings/{recording}/transcript' };
/** Read a podcast feed as RSS. */
export const readFeed: Operation<{ path: 'code' }> = { method: 'GET', path: '/api/v1/feeds/{code}/feed.xml' };
/** Read a file of a podcast feed. */
export const readFeedFile: Operation<{ path: 'code' | 'episode' | 'file' }> = { method: 'GET', path: '/api/v1/feeds/{code}/episodes/{episode}/{file}' };
/** Read a podcast feed. */
export const readPodcastFeed: Operation<{ path: 'id'; answer: Schemas['PodcastFeed'] }> = { method: 'GET', path: '/api/v1/podcast-feeds/{id}' };
/** Check that requests can be served. */
export const ready: Operation<{ answer: Schemas['Ready'] }> = { method: 'GET', path: '/health/ready' };
/** Send the newest version, or changed texts, to an output. */
export const redeliverDocumentOutput: Operation<{ path: 'id' | 'name'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Redeliver'] | undefined; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'POST', path: '/api/v1/documents/{id}/outputs/{name}/redeliver' };
/** Send the newest version, or changed texts, to an output. */
export const redeliverOutput: Operation<{ path: 'id' | 'name'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Redeliver'] | undefined; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/outputs/{name}/redeliver' };
/** Register a recording by upload, or by its address. */
export const registerRecording: Operation<{ body: Schemas['RegisterSource']; answer: Schemas['Recording'] }> = { method: 'POST', path: '/api/v1/recordings' };
/** Delete a rule for documents. */
export const removeDocumentRule: Operation<{ path: 'id' }> = { method: 'DELETE', path: '/api/v1/document-rules/{id}' };
/** Remove a member from a library. */
export const removeMember: Operation<{ path: 'id' | 'user_id' }> = { method: 'DELETE', path: '/api/v1/libraries/{id}/members/{user_id}' };
/** Remove a note of a session. */
export const removeNote: Operation<{ path: 'id' | 'note_id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['SessionCommandAnswer']; preview: Schemas['SessionCommandPreview'] }> = { method: 'DELETE', path: '/api/v1/sessions/{id}/notes/{note_id}' };
/** Remove a passkey. */
export const removePasskey: Operation<{ path: 'id' }> = { method: 'DELETE', path: '/api/v1/me/passkeys/{id}' };
/** Rename a library. */
export const renameLibrary: Operation<{ path: 'id'; body: Schemas['ChangeLibrary']; answer: Schemas['LibraryDetails'] }> = { method: 'PATCH', path: '/api/v1/libraries/{id}' };
/** Rename a passkey. */
export const renamePasskey: Operation<{ path: 'id'; body: Schemas['RenamePasskey']; answer: Schemas['Passkey'] }> = { method: 'PATCH', path: '/api/v1/me/passkeys/{id}' };
/** Renew the address of an embed. */
export const renewEmbed: Operation<{ path: 'id'; answer: Schemas['AddressedEmbed'] }> = { method: 'POST', path: '/api/v1/embeds/{id}/renew' };
/** Renew the address of a podcast feed. */
export const renewPodcastFeed: Operation<{ path: 'id'; answer: Schemas['AddressedPodcastFeed'] }> = { method: 'POST', path: '/api/v1/podcast-feeds/{id}/renew' };
/** Take the acceptance of a document back. */
export const reopenDocument: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'DELETE', path: '/api/v1/documents/{id}/accept' };
/** Replace the address of a failed item. */
export const replaceAddress: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Address']; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/replace-address' };
/** Replace the address of a failed item. */
export const replaceDocumentAddress: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Address']; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'POST', path: '/api/v1/documents/{id}/replace-address' };
/** Replace a rule for documents, or switch it on or off. */
export const replaceDocumentRule: Operation<{ path: 'id'; body: Schemas['DocumentRuleBody']; answer: Schemas['DocumentRule'] }> = { method: 'PUT', path: '/api/v1/document-rules/{id}' };
/** Set a document back to its start. */
export const resetDocument: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'POST', path: '/api/v1/documents/{id}/reset' };
/** Set a recording back to its start. */
export const resetRecording: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/reset' };
/** Restore a deleted document. */
export const restoreDocument: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'POST', path: '/api/v1/documents/{id}/restore' };
/** Restore a deleted recording. */
export const restoreRecording: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/restore' };
/** Restore a deleted session. */
export const restoreSession: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['SessionCommandAnswer']; preview: Schemas['SessionCommandPreview'] }> = { method: 'POST', path: '/api/v1/sessions/{id}/restore' };
/** Check the page of a recording again. */
export const resyncMirror: Operation<{ path: 'id'; answer: Schemas['Mirror'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/mirror/resync' };
/** Retry a failed follow-up. */
export const retryFollowUp: Operation<{ path: 'id' | 'name' | 'followUp'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/outputs/{name}/follow-ups/{followUp}/retry' };
/** Retry a failed session. */
export const retrySession: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['Session']; preview: Schemas['SessionCommandPreview'] }> = { method: 'POST', path: '/api/v1/sessions/{id}/retry' };
/** Return from the identity provider. */
export const returnFromProvider: Operation<{ query: { readonly state?: string | undefined; readonly code?: string | undefined; readonly error?: string | undefined; readonly iss?: string | undefined } }> = { method: 'GET', path: '/api/v1/auth/provider/callback' };
/** Revoke an embed. */
export const revokeEmbed: Operation<{ path: 'id' }> = { method: 'DELETE', path: '/api/v1/embeds/{id}' };
/** Revoke an invitation. */
export const revokeInvitation: Operation<{ path: 'id' | 'invitation_id' }> = { method: 'DELETE', path: '/api/v1/libraries/{id}/invitations/{invitation_id}' };
/** Revoke a podcast feed. */
export const revokePodcastFeed: Operation<{ path: 'id' }> = { method: 'DELETE', path: '/api/v1/podcast-feeds/{id}' };
/** Run the remaining steps. */
export const runDocument: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['RunOverrides'] | undefined; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentDryRun'] }> = { method: 'POST', path: '/api/v1/documents/{id}/run' };
/** Run many documents. */
export const runDocuments: Operation<{ query: { readonly dry_run?: boolean | undefined }; body: Schemas['DocumentBulkRun']; answer: Schemas['DocumentBulkRunAnswer'] }> = { method: 'POST', path: '/api/v1/documents/bulk/run' };
/** Run the remaining steps. */
export const runRecording: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['RunOverrides'] | undefined; answer: Schemas['CommandAnswer']; preview: Schemas['DryRun'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/run' };
/** Run many recordings. */
export const runRecordings: Operation<{ query: { readonly dry_run?: boolean | undefined }; body: Schemas['BulkRun']; answer: Schemas['BulkRunAnswer'] }> = { method: 'POST', path: '/api/v1/recordings/bulk/run' };
/** Search titles, transcripts, document texts, tags and people. */
export const searchItems: Operation<{ query: { readonly q: string; readonly limit?: number | undefined; readonly cursor?: string | undefined }; answer: Schemas['SearchAnswer'] }> = { method: 'GET', path: '/api/v1/search' };
/** Select items for an archive. */
export const selectItemsArchive: Operation<{ body: Schemas['ArchiveSelection']; answer: Schemas['SelectedArchive'] }> = { method: 'POST', path: '/api/v1/items/archives' };
/** Send the next bytes. */
export const sendUpload: Operation<{ path: 'id' }> = { method: 'PATCH', path: '/api/v1/uploads/{id}' };
/** Set the preferences of an item. */
export const setDocumentPreferences: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Preferences']; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'PUT', path: '/api/v1/documents/{id}/preferences' };
/** Set the preferences of an item. */
export const setRecordingPreferences: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Preferences']; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'PUT', path: '/api/v1/recordings/{id}/preferences' };
/** State whether an unconfirmed delivery arrived. */
export const settleDocumentOutput: Operation<{ path: 'id' | 'name'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Settle']; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'POST', path: '/api/v1/documents/{id}/outputs/{name}/settle' };
/** State whether an unconfirmed delivery arrived. */
export const settleOutput: Operation<{ path: 'id' | 'name'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Settle']; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/outputs/{name}/settle' };
/** Share a document by a link. */
export const shareDocument: Operation<{ path: 'id'; body: Schemas['CreateShareLink']; answer: Schemas['CreatedShareLink'] }> = { method: 'POST', path: '/api/v1/documents/{id}/share-links' };
/** Share a recording by a link. */
export const shareRecording: Operation<{ path: 'id'; body: Schemas['CreateShareLink']; answer: Schemas['CreatedShareLink'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/share-links' };
/** Show kept duplicates again. */
export const showDuplicatesAgain: Operation<{ path: 'id' }> = { method: 'DELETE', path: '/api/v1/duplicates/kept/{id}' };
/** Open the link of a notice. */
export const showNoticeLink: Operation<{ path: 'purpose' | 'library' | 'signature'; answer: string }> = { method: 'GET', path: '/api/v1/notices/{purpose}/{library}/{signature}' };
/** Sign in with the code of a link. */
export const signIn: Operation<{ body: Schemas['SignIn']; answer: Schemas['Me'] }> = { method: 'POST', path: '/api/v1/auth/session' };
/** Read how people can sign in. */
export const signInMethods: Operation<{ answer: Schemas['SignInMethods'] }> = { method: 'GET', path: '/api/v1/auth/methods' };
/** Sign in with a passkey. */
export const signInWithPasskey: Operation<{ body: Schemas['PasskeySignIn']; answer: Schemas['Me'] }> = { method: 'POST', path: '/api/v1/auth/passkey' };
/** Sign this browser out. */
export const signOut: Operation<{  }> = { method: 'DELETE', path: '/api/v1/auth/session' };
/** Skip an output. */
export const skipDocumentOutput: Operation<{ path: 'id' | 'name'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'POST', path: '/api/v1/documents/{id}/outputs/{name}/skip' };
/** Skip a stage. */
export const skipDocumentStage: Operation<{ path: 'id' | 'type'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'POST', path: '/api/v1/documents/{id}/stages/{type}/skip' };
/** Skip an output. */
export const skipOutput: Operation<{ path: 'id' | 'name'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/outputs/{name}/skip' };
/** Skip a stage. */
export const skipStage: Operation<{ path: 'id' | 'type'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/stages/{type}/skip' };
/** Start to sign in by the identity provider. */
export const startProviderSignIn: Operation<{ answer: Schemas['ProviderLink'] }> = { method: 'POST', path: '/api/v1/auth/provider' };
/** Stop a bulk command. */
export const stopBulkCommand: Operation<{ path: 'id'; answer: Schemas['BulkCommand'] }> = { method: 'POST', path: '/api/v1/bulk/{id}/stop' };
/** Follow a document. */
export const streamDocument: Operation<{ path: 'id'; query: { readonly last_event_id?: string | undefined } }> = { method: 'GET', path: '/api/v1/documents/{id}/stream' };
/** Follow your documents. */
export const streamDocuments: Operation<{ query: { readonly last_event_id?: string | undefined } }> = { method: 'GET', path: '/api/v1/documents/stream' };
/** Follow your recordings. */
export const streamMine: Operation<{ query: { readonly last_event_id?: string | undefined } }> = { method: 'GET', path: '/api/v1/me/stream' };
/** Follow a recording. */
export const streamRecording: Operation<{ path: 'id'; query: { readonly last_event_id?: string | undefined } }> = { method: 'GET', path: '/api/v1/recordings/{id}/stream' };
/** Move to another library. */
export const transferDocument: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Transfer']; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'POST', path: '/api/v1/documents/{id}/transfer' };
/** Transfer the ownership of a library to a member. */
export const transferLibrary: Operation<{ path: 'id'; body: Schemas['TransferLibrary']; answer: Schemas['MemberList'] }> = { method: 'POST', path: '/api/v1/libraries/{id}/transfer' };
/** Move to another library. */
export const transferRecording: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Transfer']; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/transfer' };
/** Move to another library. */
export const transferSession: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Transfer']; answer: Schemas['SessionCommandAnswer']; preview: Schemas['SessionCommandPreview'] }> = { method: 'POST', path: '/api/v1/sessions/{id}/transfer' };
/** Unbind the template. */
export const unbindDocumentTemplate: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'DELETE', path: '/api/v1/documents/{id}/template' };
/** Unbind the template. */
export const unbindRecordingTemplate: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'DELETE', path: '/api/v1/recordings/{id}/template' };
/** End the attempts of a stuck run. */
export const unstickDocument: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Unstick'] | undefined; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'POST', path: '/api/v1/documents/{id}/unstick' };
/** End the attempts of a stuck run. */
export const unstickRecording: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Unstick'] | undefined; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/unstick' };
