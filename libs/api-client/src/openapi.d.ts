/* Written by `npm run api` from docs/openapi.json. Do not edit. */
export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        readonly About: {
            /** @description The address of this server, as this request sees it; null without a token. */
            readonly address: components["schemas"]["AddressReport"] | null;
            /** @description The path of the documentation on this server. */
            readonly docs: string;
            /** @description The limits of this server. */
            readonly limits: components["schemas"]["ServerLimits"];
            /** @description The name of the product. */
            readonly name: string;
            /** @description The equipment that workers have reported; null without a token. */
            readonly services: readonly components["schemas"]["ServiceEquipment"][] | null;
            /** @description True if simulated connectors are on: items and deliveries may be simulated. */
            readonly simulation: boolean;
            /** @description The version of this server. */
            readonly version: string;
        };
        readonly AcceptedInvitation: {
            /** @description The library. Opaque. */
            readonly library_id: string;
            /** @description The name of the library. */
            readonly library_name: string;
            /**
             * @description Your role in it. A `viewer` reads, an `operator` also works, an `owner` also manages the members.
             * @enum {string}
             */
            readonly role: "viewer" | "operator" | "owner";
        };
        readonly AccountDeletion: {
            /** @description Counted at the request. */
            readonly counts: components["schemas"]["DeletionCounts"];
            /**
             * Format: date-time
             * @description When it was requested.
             */
            readonly created_at: string;
            /** @description When the account was deleted. */
            readonly ended_at: string | null;
            /** @description Items that the last attempt could not erase or move. */
            readonly failed_items: number;
            /** @description The id of the deletion. Opaque. */
            readonly id: string;
            /** @description Items that the present attempt has looked at. */
            readonly items: number;
            /** @description What happens to each library. */
            readonly libraries: readonly components["schemas"]["PlannedLibrary"][];
            /** @description Why the last attempt did not end the deletion, which is tried again. `items-failed`: some items could not be erased or moved. `choices-outdated`: libraries or members have changed; request the deletion again with other choices. `repeated-failure`: the log of the gateway has the cause. */
            readonly problem: ("items-failed" | "choices-outdated" | "repeated-failure") | null;
            /** @description The user who requested it. Opaque. */
            readonly requested_by: string;
            /**
             * Format: date-time
             * @description When it starts.
             */
            readonly starts_at: string;
            /**
             * @description `waiting`: it starts at `starts_at`. `running`: it has started. `done`: the account is deleted.
             * @enum {string}
             */
            readonly state: "waiting" | "running" | "done";
            /** @description Items to look at; null until they were counted. */
            readonly total_items: number | null;
            /** @description The user, who has no name any more after the deletion. Opaque. */
            readonly user_id: string;
        };
        readonly AccountDeletionList: {
            /** @description Newest first. */
            readonly items: readonly components["schemas"]["AccountDeletion"][];
        };
        readonly Action: {
            /**
             * @description The action.
             * @enum {string}
             */
            readonly action: "run" | "publish" | "pause" | "cancel" | "reset" | "replace_address" | "replace_file" | "unstick" | "check" | "skip" | "skip_output" | "settle" | "redeliver" | "update_texts" | "retry" | "correct" | "set_language" | "describe" | "correct_fields" | "accept" | "reopen" | "transfer" | "delete" | "restore" | "erase";
            /** @description A request now would have an effect. A check may come too early nevertheless. */
            readonly allowed: boolean;
            /** @description Why not: the code of the refusal, or of the existing state. */
            readonly code: string | null;
            /** @description Why not, in words. */
            readonly reason: string | null;
            /** @description The stage to skip, or the output to skip or to settle. */
            readonly target: string | null;
            /** @description What would work. */
            readonly try_instead: string | null;
        };
        readonly ActiveItem: {
            /** @description It is deleted now. */
            readonly deleted: boolean;
            /** @description The item. Opaque. */
            readonly id: string;
            /**
             * @description Its kind, which names the path of its other operations.
             * @enum {string}
             */
            readonly kind: "recording" | "document" | "session";
            /** @description Its title now; null without one, and after erasure. */
            readonly title: string | null;
        };
        readonly Activity: {
            /** @description Newest first. */
            readonly items: readonly components["schemas"]["Milestone"][];
            /** @description Send it back as `cursor` for the next page; null on the last. */
            readonly next_cursor: string | null;
            /**
             * Format: date-time
             * @description The time since which this answer may lack changes, because the tables are behind the log or cannot be compared with it. Absent while the tables are up to date, and in pushed items.
             */
            readonly stale_since?: string;
        };
        readonly Actor: {
            /** @description The id of a user, or the name of a service. */
            readonly id: string;
            /** @description `user` or `service`. */
            readonly kind: string;
            /** @description The name of a user; null for a service, or if unknown. */
            readonly name: string | null;
        };
        readonly AddMember: {
            /**
             * @description A `viewer` reads, an `operator` also works, an `owner` also manages the members.
             * @default viewer
             * @enum {string}
             */
            readonly role?: "viewer" | "operator" | "owner";
            /** @description The name of the user. */
            readonly user: string;
        };
        readonly AddOutputs: {
            /** @description Names of shared or own outputs. */
            readonly outputs: readonly string[];
        };
        readonly AddPasskey: {
            /** @description Your name for the passkey. Surrounding spaces are removed. */
            readonly name: string;
            /** @description The answer of `navigator.credentials.create()`, as JSON with base64url. */
            readonly response: {
                readonly [key: string]: unknown;
            };
        };
        readonly Address: {
            /**
             * @description The public http or https address to fetch. Its query and user are stored sealed, and never shown.
             * @example https://files.example/talks/weekly.mp4
             */
            readonly url: string;
        };
        readonly AddressReport: {
            /** @description Problems with the address or the proxy of this request, for the operator. */
            readonly problems: readonly string[];
            /** @description True if cookies of sign-ins are sent only over https. */
            readonly secure: boolean;
            /** @description The address of this server in links, with its base path. */
            readonly url: string;
        };
        readonly AddressedEmbed: {
            /** @description True: recordings that become ready later wait until somebody approves them. False: they join by themselves, also those that wait now. */
            readonly ask_first: boolean;
            /**
             * Format: date-time
             * @description When it was made.
             */
            readonly created_at: string;
            /** @description When it expires; null if never. */
            readonly expires_at: string | null;
            /** @description How often it was fetched. Nothing is stored about who has. */
            readonly fetches: number;
            /** @description The HTML for the page that shows the player. It contains the address. */
            readonly html: string;
            /** @description It opens nothing. Opaque. */
            readonly id: string;
            /** @description When it was fetched last. */
            readonly last_fetched_at: string | null;
            /** @description The user who made it. Opaque. */
            readonly made_by: string;
            /** @description The name of the user who made it; null if unknown. */
            readonly made_by_name: string | null;
            /**
             * @description `audio`: people get the sound alone, if a run has made it, else the file that people play. `video`: the file that people play.
             * @enum {string}
             */
            readonly media: "audio" | "video";
            /** @description The sites whose pages may show the player. */
            readonly origins: readonly string[];
            /** @description When its address was renewed last. */
            readonly renewed_at: string | null;
            /** @description When it was revoked. */
            readonly revoked_at: string | null;
            /** @description The user who revoked it; null if nobody has, or after the account was deleted. Opaque. */
            readonly revoked_by: string | null;
            /** @description The name of the user who revoked it. */
            readonly revoked_by_name: string | null;
            /**
             * @description `open`: it works. `expired`: its time is over. `revoked`: a person has ended it. `suspended`: it does not work, because the user who made it may no longer change the library. `off`: the operator of the server has switched sharing off, so it does not work.
             * @enum {string}
             */
            readonly state: "open" | "expired" | "revoked" | "suspended" | "off";
            /** @description Recordings with this tag; null for all of the library. */
            readonly tag: string | null;
            /** @description The title that people without an account see. */
            readonly title: string;
            /** @description The address of the player, shown only here. Anybody with it can play the recordings. */
            readonly url: string;
        };
        readonly AddressedPodcastFeed: {
            /** @description True: recordings that become ready later wait until somebody approves them. False: they join by themselves, also those that wait now. */
            readonly ask_first: boolean;
            /**
             * Format: date-time
             * @description When it was made.
             */
            readonly created_at: string;
            /** @description The description in podcast apps; empty if none was given. */
            readonly description: string;
            /** @description When it expires; null if never. */
            readonly expires_at: string | null;
            /** @description How often it was fetched. Nothing is stored about who has. */
            readonly fetches: number;
            /** @description It opens nothing. Opaque. */
            readonly id: string;
            /** @description BCP 47; `auto` if the feed names none. */
            readonly language: string;
            /** @description When it was fetched last. */
            readonly last_fetched_at: string | null;
            /** @description The user who made it. Opaque. */
            readonly made_by: string;
            /** @description The name of the user who made it; null if unknown. */
            readonly made_by_name: string | null;
            /**
             * @description `audio`: people get the sound alone, if a run has made it, else the file that people play. `video`: the file that people play.
             * @enum {string}
             */
            readonly media: "audio" | "video";
            /** @description When its address was renewed last. */
            readonly renewed_at: string | null;
            /** @description When it was revoked. */
            readonly revoked_at: string | null;
            /** @description The user who revoked it; null if nobody has, or after the account was deleted. Opaque. */
            readonly revoked_by: string | null;
            /** @description The name of the user who revoked it. */
            readonly revoked_by_name: string | null;
            /**
             * @description `open`: it works. `expired`: its time is over. `revoked`: a person has ended it. `suspended`: it does not work, because the user who made it may no longer change the library. `off`: the operator of the server has switched sharing off, so it does not work.
             * @enum {string}
             */
            readonly state: "open" | "expired" | "revoked" | "suspended" | "off";
            /** @description Recordings with this tag; null for all of the library. */
            readonly tag: string | null;
            /** @description The title that people without an account see. */
            readonly title: string;
            /** @description The address for podcast apps, shown only here. Anybody with it can play the feed. */
            readonly url: string;
        };
        readonly AdministrationLogActor: {
            /** @description The user. Opaque. */
            readonly id: string | null;
            /** @description The name at that time; null after the account was deleted. */
            readonly name: string | null;
            /**
             * @description `system`: work in the background. `bootstrap`: the first start. `identity_provider`: a claim at a sign-in. `stranger`: a request without a sign-in, e.g. the link of a mail.
             * @enum {string}
             */
            readonly type: "user" | "system" | "bootstrap" | "identity_provider" | "stranger";
        };
        readonly AdministrationLogChange: {
            /** @description The name of the field; parts of settings by their path. */
            readonly field: string;
            /** @description The value before. Null: there was none, or it is hidden. */
            readonly from: string | null;
            /** @description True: the field may hold a secret or what a person wrote, so only the fact that it changed is kept. */
            readonly hidden: boolean;
            /** @description The value since then. Null: there is none, or it is hidden. */
            readonly to: string | null;
        };
        readonly AdministrationLogCredential: {
            /** @description The token or the sign-in. Opaque. */
            readonly id: string;
            /**
             * @description How the user was signed in.
             * @enum {string}
             */
            readonly kind: "token" | "session";
            /** @description The name of the token. */
            readonly name: string | null;
        };
        readonly AdministrationLogEntry: {
            /** @description The user or the part of the server that made the change. */
            readonly actor: components["schemas"]["AdministrationLogActor"];
            /** @description The address that the request came from; null without one, and in the log of a library. */
            readonly address: string | null;
            /**
             * Format: date-time
             * @description When the change was made.
             */
            readonly at: string;
            /** @description The changed fields. */
            readonly changes: readonly components["schemas"]["AdministrationLogChange"][];
            /** @description The token or sign-in of the request; null without one, and in the log of a library. */
            readonly credential: components["schemas"]["AdministrationLogCredential"] | null;
            /** @description The entry. Opaque. */
            readonly id: string;
            /** @description The kind of the change. Later versions may add kinds. */
            readonly kind: string;
            /** @description The library that the change belongs to; null for the whole server. Opaque. */
            readonly library_id: string | null;
            /** @description The change in words. */
            readonly sentence: string;
            /** @description The changed user, token, output, …. */
            readonly subject: components["schemas"]["AdministrationLogSubject"];
        };
        readonly AdministrationLogPage: {
            /** @description Entries, newest first. */
            readonly items: readonly components["schemas"]["AdministrationLogEntry"][];
            /** @description Send it back as `cursor` for the next page; null on the last. */
            readonly next_cursor: string | null;
        };
        readonly AdministrationLogSubject: {
            /** @description The subject. Opaque. */
            readonly id: string | null;
            /** @description The name at that time; null if it had none, or after the account was deleted. */
            readonly name: string | null;
            /** @description Its type, e.g. `user`, `token` or `output`. */
            readonly type: string;
        };
        readonly AffectedLibrary: {
            /** @description The library. Opaque. */
            readonly id: string;
            /** @description Its items, deleted and erased ones included. */
            readonly items: number;
            /** @description Members who could become the owner. */
            readonly members: readonly components["schemas"]["PersonAnswer"][];
            /** @description The name of the library. */
            readonly name: string;
            /** @description True if the request has to say what happens to it. Otherwise the user leaves it. */
            readonly needs_choice: boolean;
            /** @description True for the personal library of the user. */
            readonly personal: boolean;
            /**
             * @description The role of the user in it.
             * @enum {string}
             */
            readonly role: "viewer" | "operator" | "owner";
        };
        readonly AppliedRule: {
            /** @description The `key` of the rule. The rule may have changed since, or be deleted. Opaque. */
            readonly key: string;
            /** @description The name that the rule had. */
            readonly name: string;
            /** @description The fields in which a person has replaced what the rule gave. */
            readonly overruled: readonly ("type" | "tags")[];
            /** @description The tags that the rule gave the document. */
            readonly tags: readonly string[];
            /** @description The type that the rule gave the document. */
            readonly type: string | null;
        };
        readonly ArchiveSelection: {
            /**
             * @description `texts`: transcripts, subtitles, topics and other texts, without media and originals. Default: all files.
             * @default all
             * @enum {string}
             */
            readonly files?: "all" | "texts";
            /** @description Recordings, documents and sessions. */
            readonly ids: readonly string[];
        };
        readonly Artifact: {
            /**
             * @description A file of an earlier run, until the present run has made its own. It is not delivered.
             * @constant
             */
            readonly earlier_run?: true;
            /** @description The media type. */
            readonly media_type: string;
            /** @description Unique among the files of the item. */
            readonly name: string;
            /** @description Its role: `video`, `transcript` and others. */
            readonly role: string;
            /** @description The hash of the content, in hex. */
            readonly sha256: string;
            /** @description Bytes. */
            readonly size: number;
            /** @description The address of the content, on this server. */
            readonly url: string;
        };
        readonly ArtifactLink: {
            /**
             * Format: date-time
             * @description When it stops working.
             */
            readonly expires_at: string;
            /** @description Opens the file directly. */
            readonly url: string;
        };
        readonly ArtifactList: {
            /** @description Bytes of the files in the archive of all files, which has a stored file with several names once. */
            readonly archive_size: number;
            /** @description The present files. */
            readonly items: readonly components["schemas"]["Artifact"][];
        };
        readonly AsOf: {
            /** @description Events of it happened in another system: times until the import are those of that system. */
            readonly imported: boolean;
            /** @description The position of the last event in it; as `as_of` it gives the same answer again. */
            readonly position: string;
            /** @description The revision of the item at that time. */
            readonly revision: string;
            /**
             * Format: date-time
             * @description The requested time; for a position, the time when it was stored.
             */
            readonly time: string;
        };
        readonly AuditEvent: {
            /** @description Who or what caused it. */
            readonly actor: components["schemas"]["Actor"];
            /** @description The content of the event, without personal data. */
            readonly detail: unknown;
            /** @description The item counted as failed after the event. */
            readonly failed_after: boolean;
            /** @description Its position; send it back as `after`. */
            readonly id: string;
            /** @description It happened in another system, and was imported later. */
            readonly imported: boolean;
            /** @description The same in words. */
            readonly message: string | null;
            /**
             * Format: date-time
             * @description When it was decided.
             */
            readonly occurred_at: string;
            /**
             * Format: date-time
             * @description When the log stored it.
             */
            readonly recorded_at: string;
            /** @description The status after the event. */
            readonly status_after: string;
            /** @description The step that it concerns. */
            readonly step: string | null;
            /** @description For example `StepCompleted`. */
            readonly type: string;
        };
        readonly BoundTemplate: {
            /** @description The id of the template. */
            readonly id: number;
            /** @description Its present name; null if it no longer exists. */
            readonly name: string | null;
        };
        readonly BulkCommand: {
            /**
             * @description The command. `apply_rule`: a rule for documents was applied.
             * @enum {string}
             */
            readonly action: "run" | "pause" | "cancel" | "reset" | "publish" | "bind" | "unbind" | "tag" | "transfer" | "delete" | "restore" | "apply_rule";
            /** @description Items that were decided on another revision than in the preview. */
            readonly changed_since_preview: number;
            /**
             * Format: date-time
             * @description When the preview was requested.
             */
            readonly created_at: string;
            /** @description Items that execution has finished, without those left out. */
            readonly done: number;
            /** @description When it was done or stopped. */
            readonly ended_at: string | null;
            /** @description The user who executed it. Opaque. */
            readonly executed_by: string | null;
            /**
             * Format: date-time
             * @description When it is removed: a preview after 24 hours, results after 30 days.
             */
            readonly expires_at: string;
            /** @description The bulk command. Opaque. */
            readonly id: string;
            /**
             * @description The kind of its items.
             * @enum {string}
             */
            readonly noun: "recording" | "document";
            /** @description Items by outcome. */
            readonly outcome_totals: components["schemas"]["BulkOutcomeTotals"];
            /** @description Items by outcome and reason. */
            readonly outcomes: readonly components["schemas"]["BulkOutcomeCount"][];
            /** @description Settings that the preview used, and that were edited or deleted before the bulk command had decided its last item. */
            readonly plan_changes: readonly components["schemas"]["BulkPlanChange"][];
            /** @description Items with a verdict. */
            readonly previewed: number;
            /** @description The user who requested the preview. Opaque. */
            readonly requested_by: string;
            /** @description When it was executed. */
            readonly started_at: string | null;
            /**
             * @description `previewing`: verdicts are being found. `previewed`: ready to be executed. `running`. `stopping`: the commands that were sent end. `stopped`; `done`.
             * @enum {string}
             */
            readonly state: "previewing" | "previewed" | "running" | "stopping" | "stopped" | "done";
            /** @description All items. The set never changes. */
            readonly total: number;
            /** @description Items by verdict. */
            readonly verdict_totals: components["schemas"]["BulkVerdictTotals"];
            /** @description Items by verdict and reason. */
            readonly verdicts: readonly components["schemas"]["BulkVerdictCount"][];
            /** @description Since when a required service is unavailable. The bulk command continues by itself. */
            readonly waiting_since: string | null;
        };
        readonly BulkCommandList: {
            /** @description The newest 50. */
            readonly items: readonly components["schemas"]["BulkCommand"][];
        };
        readonly BulkFilters: {
            /** @description Recordings with a transcript of draft quality, or the others. */
            readonly draft?: boolean;
            /** @description Failed items, or the others. */
            readonly failed?: boolean;
            /** @description Items with a follow-up of a delivery that has finally failed, or the others. */
            readonly follow_ups_failed?: boolean;
            /**
             * @description Registered on or after this day (YYYY-MM-DD, DD-MM-YYYY, DD/MM/YYYY, DD-MM-YY, DD/MM/YY) or UTC time.
             * @example 2026-02-05
             */
            readonly from_date?: string;
            /** @description Items whose finished content waits until a person publishes it, or the others. */
            readonly needs_review?: boolean;
            /** @description Paused items, or the others. */
            readonly on_pause?: boolean;
            /** @description Items with both uploaded and failed outputs, or the others. */
            readonly partial?: boolean;
            /** @description Part of the title; for documents also words of the text. */
            readonly q?: string;
            /**
             * @description Items in this state. `attention`: `failed`, `partial`, `unconfirmed`, `follow_up_failed`, `to_review` and `unreadable`. `unreadable`: the history cannot be read. `no_transcript`: finished recordings without the transcript that the run was asked for. `draft`: items with a transcript of draft quality. `unsure`: documents that wait for a person to check their fields. A restoration selects deleted items alone, also with a state, and the other actions never do.
             * @enum {string}
             */
            readonly state?: "attention" | "deleted" | "stopped" | "failed" | "partial" | "unconfirmed" | "follow_up_failed" | "to_review" | "paused" | "waiting" | "in_progress" | "queued" | "ready" | "not_started" | "unreadable" | "no_transcript" | "draft" | "unsure";
            /** @description Any of these. */
            readonly status?: readonly ("PENDING_SOURCE" | "INITIALIZED" | "SKIPPED" | "DOWNLOADING" | "DOWNLOADED" | "PROCESSING" | "PROCESSED" | "UPLOADING" | "UPLOADED" | "READY" | "EXPIRED")[];
            /** @description Items with the label `stopped`, or the others. */
            readonly stopped?: boolean;
            /** @description Items with this tag, in any case. */
            readonly tag?: string;
            /**
             * @description Registered before the end of this day (YYYY-MM-DD, DD-MM-YYYY, DD/MM/YYYY, DD-MM-YY, DD/MM/YY), or before this UTC time.
             * @example 2026-02-28
             */
            readonly to_date?: string;
            /**
             * @description `missing`: recordings whose stages have ended without the transcript that the run was asked for; `off`: those for which none was asked.
             * @enum {string}
             */
            readonly transcript?: "missing" | "off";
            /** @description Items with an output whose arrival is unknown, or the others. */
            readonly unconfirmed?: boolean;
            /** @description Items that wait for a dependency, or the others. */
            readonly waiting?: boolean;
        };
        readonly BulkItem: {
            /** @description Execution decided on another revision than the preview. `result` shows the decision on the newest state. */
            readonly changed_since_preview: boolean;
            /** @description The recording or document. Opaque. */
            readonly item_id: string;
            /** @description The verdict of the preview; null until it is found. */
            readonly preview: components["schemas"]["BulkItemVerdict"] | null;
            /** @description What execution did; null until then. */
            readonly result: components["schemas"]["BulkItemOutcome"] | null;
            /** @description Its present title; null if it has none, or if it is not yours to know. */
            readonly title: string | null;
        };
        readonly BulkItemList: {
            /** @description In the order of the request. */
            readonly items: readonly components["schemas"]["BulkItem"][];
            /** @description The cursor of the next page; null on the last page. */
            readonly next_cursor: string | null;
        };
        readonly BulkItemOutcome: {
            /** @description The code that a single request would have. */
            readonly code: string;
            /** @description The same in words. */
            readonly detail: string;
            /**
             * @description What the command did.
             * @enum {string}
             */
            readonly outcome: "changed" | "skipped" | "refused" | "error" | "left_out";
            /** @description The status after it; null if unknown, or not yours to know. */
            readonly status: string | null;
            /** @description What would work. */
            readonly try_instead: string | null;
        };
        readonly BulkItemVerdict: {
            /** @description The code that a single request would have. */
            readonly code: string;
            /** @description The same in words. */
            readonly detail: string;
            /** @description The status that the item would have; null if unknown, or not yours to know. */
            readonly status: string | null;
            /** @description What would work. */
            readonly try_instead: string | null;
            /**
             * @description What the command would do.
             * @enum {string}
             */
            readonly verdict: "change" | "skip" | "refuse" | "error";
        };
        readonly BulkOutcomeCount: {
            /** @description The code that a single request would have. */
            readonly code: string;
            /** @description Items with this outcome, code and reason. */
            readonly count: number;
            /** @description The reason in words; null for items with other reasons than the first 20 of this code. Each item has its own. */
            readonly detail: string | null;
            /**
             * @description The outcome.
             * @enum {string}
             */
            readonly outcome: "changed" | "skipped" | "refused" | "error" | "left_out";
        };
        readonly BulkOutcomeTotals: {
            /** @description Items that the command has changed. */
            readonly changed: number;
            /** @description Items that a server error kept from being decided. */
            readonly error: number;
            /** @description Items that the bulk command had not begun when it was stopped. */
            readonly left_out: number;
            /** @description Items whose state did not allow the command. */
            readonly refused: number;
            /** @description Items that were already as requested. */
            readonly skipped: number;
        };
        readonly BulkPause: {
            /** @description Replaces `recording_ids`. Refused if more than 500 items match. */
            readonly filters?: components["schemas"]["BulkFilters"];
            /** @description Replaces `until`: the length of the pause, from now. */
            readonly for_ms?: number;
            /** @description A reason, for people. */
            readonly reason?: string;
            /** @description The recordings. Excludes `filters`. */
            readonly recording_ids?: readonly string[];
            /**
             * Format: date-time
             * @description The pause ends automatically then. Otherwise a person must run the item.
             * @example 2026-02-05T18:00:00Z
             */
            readonly until?: string;
        };
        readonly BulkPauseAnswer: {
            /**
             * @description Only with `dry_run=true`: nothing was changed.
             * @constant
             */
            readonly dry_run?: true;
            /** @description In the order of the request. */
            readonly results: readonly components["schemas"]["BulkPauseResult"][];
            /** @description Counts by outcome. */
            readonly totals: components["schemas"]["BulkPauseTotals"];
        };
        readonly BulkPauseResult: {
            /** @description The code that a single request would have. */
            readonly code: string;
            /** @description The same in words. */
            readonly detail: string;
            /**
             * @description The outcome.
             * @enum {string}
             */
            readonly outcome: "paused" | "skipped" | "refused" | "error";
            /** @description The recording. Opaque. */
            readonly recording_id: string;
            /** @description The status after it; null if unknown, or not yours to know. */
            readonly status: ("PENDING_SOURCE" | "INITIALIZED" | "SKIPPED" | "DOWNLOADING" | "DOWNLOADED" | "PROCESSING" | "PROCESSED" | "UPLOADING" | "UPLOADED" | "READY" | "EXPIRED") | null;
            /** @description What would work. */
            readonly try_instead: string | null;
        };
        readonly BulkPauseTotals: {
            /** @description Items with the outcome `error`. */
            readonly error: number;
            /** @description Items with the outcome `paused`. */
            readonly paused: number;
            /** @description Items with the outcome `refused`. */
            readonly refused: number;
            /** @description Items with the outcome `skipped`. */
            readonly skipped: number;
            /** @description All items. */
            readonly total: number;
        };
        readonly BulkPlanChange: {
            /**
             * @description The change since the preview.
             * @enum {string}
             */
            readonly change: "edited" | "deleted";
            /**
             * @description `server`: the defaults of the operator. `settings`, `vocabulary`: those of the library. `template`, `output`: the named one.
             * @enum {string}
             */
            readonly kind: "server" | "settings" | "vocabulary" | "template" | "output";
            /** @description The name that the template or output had in the preview. */
            readonly name: string | null;
            /** @description The template. */
            readonly template_id: number | null;
        };
        readonly BulkPreview: {
            /**
             * @description The command. It takes the fields of the single request: those of a run, a pause or a publication, `reason`, `template_id`. `tag` takes `add_tags` and `remove_tags`, `transfer` takes `library_id`. The filters of `restore` select deleted items, those of all other actions select items that are not deleted.
             * @enum {string}
             */
            readonly action: "run" | "pause" | "cancel" | "reset" | "publish" | "bind" | "unbind" | "tag" | "transfer" | "delete" | "restore";
            /** @description With `tag`: these tags are added. An item that has one of them, in any case, keeps its own. */
            readonly add_tags?: readonly string[];
            /**
             * @description Also binds the template to the item, once the run has started.
             * @default false
             */
            readonly bind_template?: boolean;
            /** @description Replaces `recording_ids`. Refused if more than 10000 items match. */
            readonly filters?: components["schemas"]["BulkFilters"];
            /** @description Replaces `until`: the length of the pause, from now. */
            readonly for_ms?: number;
            /**
             * @description With `transfer`: the id of the library that gets the items.
             * @example 01KTR8DXF5S6T7V8W9XYZABCDE
             */
            readonly library_id?: string;
            /** @description The texts that outputs receive. */
            readonly metadata_config?: components["schemas"]["MetadataConfig"];
            /** @description Where the run delivers to. */
            readonly output_config?: components["schemas"]["OutputConfigBody"];
            /** @description Names of outputs of the run. Absent: all of them. */
            readonly outputs?: readonly string[];
            /** @description Settings of this run; the others stay as last requested. */
            readonly processing_config?: components["schemas"]["ProcessingConfig"];
            /** @description A reason, for people. */
            readonly reason?: string;
            /** @description The recordings. Excludes `filters`. */
            readonly recording_ids?: readonly string[];
            /** @description With `tag`: these tags are removed, whatever their case. */
            readonly remove_tags?: readonly string[];
            /** @description Completed stages to repeat, for example with a better engine. The stages that depend on them are repeated too; deliveries stay. */
            readonly repeat?: readonly ("TRIM" | "TRANSCRIBE" | "EXTRACT_TOPICS" | "GENERATE_SUBTITLES")[];
            /**
             * @description With `bind`: also removes the preferences of the items, which rank above the template.
             * @default false
             */
            readonly reset_preferences?: boolean;
            /** @description A template of yours for this run. It ranks below the preferences of the item. */
            readonly template_id?: number;
            /**
             * Format: date-time
             * @description The pause ends automatically then. Otherwise a person must run the item.
             * @example 2026-02-05T18:00:00Z
             */
            readonly until?: string;
        };
        readonly BulkPreviewed: {
            /**
             * @description The command. `apply_rule`: a rule for documents was applied.
             * @enum {string}
             */
            readonly action: "run" | "pause" | "cancel" | "reset" | "publish" | "bind" | "unbind" | "tag" | "transfer" | "delete" | "restore" | "apply_rule";
            /** @description Items that were decided on another revision than in the preview. */
            readonly changed_since_preview: number;
            /**
             * Format: date-time
             * @description When the preview was requested.
             */
            readonly created_at: string;
            /** @description Items that execution has finished, without those left out. */
            readonly done: number;
            /** @description When it was done or stopped. */
            readonly ended_at: string | null;
            /** @description The user who executed it. Opaque. */
            readonly executed_by: string | null;
            /**
             * Format: date-time
             * @description When it is removed: a preview after 24 hours, results after 30 days.
             */
            readonly expires_at: string;
            /** @description The bulk command. Opaque. */
            readonly id: string;
            /** @description The first 20 items. */
            readonly items: readonly components["schemas"]["BulkItem"][];
            /**
             * @description The kind of its items.
             * @enum {string}
             */
            readonly noun: "recording" | "document";
            /** @description Items by outcome. */
            readonly outcome_totals: components["schemas"]["BulkOutcomeTotals"];
            /** @description Items by outcome and reason. */
            readonly outcomes: readonly components["schemas"]["BulkOutcomeCount"][];
            /** @description Settings that the preview used, and that were edited or deleted before the bulk command had decided its last item. */
            readonly plan_changes: readonly components["schemas"]["BulkPlanChange"][];
            /** @description Items with a verdict. */
            readonly previewed: number;
            /** @description The user who requested the preview. Opaque. */
            readonly requested_by: string;
            /** @description When it was executed. */
            readonly started_at: string | null;
            /**
             * @description `previewing`: verdicts are being found. `previewed`: ready to be executed. `running`. `stopping`: the commands that were sent end. `stopped`; `done`.
             * @enum {string}
             */
            readonly state: "previewing" | "previewed" | "running" | "stopping" | "stopped" | "done";
            /** @description All items. The set never changes. */
            readonly total: number;
            /** @description Items by verdict. */
            readonly verdict_totals: components["schemas"]["BulkVerdictTotals"];
            /** @description Items by verdict and reason. */
            readonly verdicts: readonly components["schemas"]["BulkVerdictCount"][];
            /** @description Since when a required service is unavailable. The bulk command continues by itself. */
            readonly waiting_since: string | null;
        };
        readonly BulkProgress: {
            /**
             * @description The command. `apply_rule`: a rule for documents was applied.
             * @enum {string}
             */
            readonly action: "run" | "pause" | "cancel" | "reset" | "publish" | "bind" | "unbind" | "tag" | "transfer" | "delete" | "restore" | "apply_rule";
            /** @description Items that were decided on another revision than in the preview. */
            readonly changed_since_preview: number;
            /**
             * Format: date-time
             * @description When the preview was requested.
             */
            readonly created_at: string;
            /** @description Items that execution has finished, without those left out. */
            readonly done: number;
            /** @description When it was done or stopped. */
            readonly ended_at: string | null;
            /** @description When it will be done at this rate; null if unknown. */
            readonly eta: string | null;
            /** @description Why the ETA is unknown: the bulk command is `not-running`, is `waiting` for a required service, or it is `too-early` to measure the rate. */
            readonly eta_reason: ("not-running" | "waiting" | "too-early") | null;
            /** @description The user who executed it. Opaque. */
            readonly executed_by: string | null;
            /**
             * Format: date-time
             * @description When it is removed: a preview after 24 hours, results after 30 days.
             */
            readonly expires_at: string;
            /** @description The bulk command. Opaque. */
            readonly id: string;
            /**
             * @description The kind of its items.
             * @enum {string}
             */
            readonly noun: "recording" | "document";
            /** @description Items by outcome. */
            readonly outcome_totals: components["schemas"]["BulkOutcomeTotals"];
            /** @description Items by outcome and reason. */
            readonly outcomes: readonly components["schemas"]["BulkOutcomeCount"][];
            /** @description Settings that the preview used, and that were edited or deleted before the bulk command had decided its last item. */
            readonly plan_changes: readonly components["schemas"]["BulkPlanChange"][];
            /** @description Items with a verdict. */
            readonly previewed: number;
            /** @description Items per second in the last 30 seconds; null if it is not running. */
            readonly rate: number | null;
            /** @description The user who requested the preview. Opaque. */
            readonly requested_by: string;
            /** @description When it was executed. */
            readonly started_at: string | null;
            /**
             * @description `previewing`: verdicts are being found. `previewed`: ready to be executed. `running`. `stopping`: the commands that were sent end. `stopped`; `done`.
             * @enum {string}
             */
            readonly state: "previewing" | "previewed" | "running" | "stopping" | "stopped" | "done";
            /** @description All items. The set never changes. */
            readonly total: number;
            /** @description Items by verdict. */
            readonly verdict_totals: components["schemas"]["BulkVerdictTotals"];
            /** @description Items by verdict and reason. */
            readonly verdicts: readonly components["schemas"]["BulkVerdictCount"][];
            /** @description Since when a required service is unavailable. The bulk command continues by itself. */
            readonly waiting_since: string | null;
        };
        readonly BulkRun: {
            /**
             * @description Also binds the template to the item, once the run has started.
             * @default false
             */
            readonly bind_template?: boolean;
            /** @description Replaces `recording_ids`. Refused if more than 500 items match. */
            readonly filters?: components["schemas"]["BulkFilters"];
            /** @description The texts that outputs receive. */
            readonly metadata_config?: components["schemas"]["MetadataConfig"];
            /** @description Where the run delivers to. */
            readonly output_config?: components["schemas"]["OutputConfigBody"];
            /** @description Settings of this run; the others stay as last requested. */
            readonly processing_config?: components["schemas"]["ProcessingConfig"];
            /** @description The recordings. Excludes `filters`. */
            readonly recording_ids?: readonly string[];
            /** @description Completed stages to repeat, for example with a better engine. The stages that depend on them are repeated too; deliveries stay. */
            readonly repeat?: readonly ("TRIM" | "TRANSCRIBE" | "EXTRACT_TOPICS" | "GENERATE_SUBTITLES")[];
            /** @description A template of yours for this run. It ranks below the preferences of the item. */
            readonly template_id?: number;
        };
        readonly BulkRunAnswer: {
            /**
             * @description Only with `dry_run=true`: nothing was changed.
             * @constant
             */
            readonly dry_run?: true;
            /** @description In the order of the request. */
            readonly results: readonly components["schemas"]["BulkRunResult"][];
            /** @description Counts by outcome. */
            readonly totals: components["schemas"]["BulkRunTotals"];
        };
        readonly BulkRunResult: {
            /** @description The code that a single request would have. */
            readonly code: string;
            /** @description The same in words. */
            readonly detail: string;
            /**
             * @description The outcome.
             * @enum {string}
             */
            readonly outcome: "started" | "resumed" | "skipped" | "refused" | "error";
            /** @description The recording. Opaque. */
            readonly recording_id: string;
            /** @description The status after it; null if unknown, or not yours to know. */
            readonly status: ("PENDING_SOURCE" | "INITIALIZED" | "SKIPPED" | "DOWNLOADING" | "DOWNLOADED" | "PROCESSING" | "PROCESSED" | "UPLOADING" | "UPLOADED" | "READY" | "EXPIRED") | null;
            /** @description What would work. */
            readonly try_instead: string | null;
        };
        readonly BulkRunTotals: {
            /** @description Items with the outcome `error`. */
            readonly error: number;
            /** @description Items with the outcome `refused`. */
            readonly refused: number;
            /** @description Items with the outcome `resumed`. */
            readonly resumed: number;
            /** @description Items with the outcome `skipped`. */
            readonly skipped: number;
            /** @description Items with the outcome `started`. */
            readonly started: number;
            /** @description All items. */
            readonly total: number;
        };
        readonly BulkVerdictCount: {
            /** @description The code that a single request would have. */
            readonly code: string;
            /** @description Items with this verdict, code and reason. */
            readonly count: number;
            /** @description The reason in words; null for items with other reasons than the first 20 of this code. Each item has its own. */
            readonly detail: string | null;
            /**
             * @description The verdict.
             * @enum {string}
             */
            readonly verdict: "change" | "skip" | "refuse" | "error";
        };
        readonly BulkVerdictTotals: {
            /** @description Items that the command would change. */
            readonly change: number;
            /** @description Items that a server error kept from being decided. */
            readonly error: number;
            /** @description Items whose state does not allow the command. */
            readonly refuse: number;
            /** @description Items that are already as requested. */
            readonly skip: number;
        };
        readonly Cancel: {
            /** @description A reason, for people. */
            readonly reason?: string;
        };
        readonly ChangeChannel: {
            /**
             * @description `update_origin`: the page shows the status of its video. `none`: the page is never written.
             * @enum {string}
             */
            readonly action_type?: "update_origin" | "none";
            /** @description The number of the credential for Notion, of the type `token`. In a change, null removes it. */
            readonly credential_id?: number;
            /** @description The data source of the pages. Only checks use it. In a change, null removes it. */
            readonly data_source_id?: string;
            /** @description The properties of the page that are written. Other properties are left alone. Replaces the whole map; every property can occur once. */
            readonly field_map?: components["schemas"]["FieldMapBody"];
            /**
             * @description The spoken language, if the request names none: `auto` or BCP 47.
             * @example pt-BR
             */
            readonly language?: string;
            /** @description Unique within the library; part of the address of the channel. */
            readonly name?: string;
            /** @description The names of the outputs for its videos: shared or own ones. Default for a new channel: the shared ones of the type `google_drive`. Empty: nothing is delivered. */
            readonly outputs?: readonly string[];
        };
        readonly ChangeCredential: {
            /** @description For accounts at services: the id of your own OAuth client. Never shown again. */
            readonly client_id?: string;
            /** @description For accounts at services: the secret of that client. Never shown again. */
            readonly client_secret?: string;
            /** @description The name that people use for the credential. Surrounding spaces are removed. */
            readonly name?: string;
            /** @description For `password`: the password, best one that is used only here. Never shown again. */
            readonly password?: string;
            /** @description For `token`: the token. Never shown again. */
            readonly token?: string;
            /** @description For `password`: the user name. Never shown again. */
            readonly username?: string;
        };
        readonly ChangeEmbed: {
            /** @description True: recordings that become ready later wait until somebody approves them. False: they join by themselves, also those that wait now. */
            readonly ask_first?: boolean;
            /** @description Hours from now until it expires. Null: it works until somebody ends it. */
            readonly expires_in_hours?: number | null;
            /**
             * @description `audio`: people get the sound alone, if a run has made it, else the file that people play. `video`: the file that people play.
             * @enum {string}
             */
            readonly media?: "audio" | "video";
            /** @description The sites whose pages may show the player: `https://` and the host, with a port if need be, without a path and without wildcards. `http://` is allowed for localhost. */
            readonly origins?: readonly string[];
            /** @description The title of the player, which people read. Surrounding spaces are removed. */
            readonly title?: string;
        };
        readonly ChangeLibrary: {
            /** @description The new name of the library. */
            readonly name: string;
        };
        readonly ChangeMe: {
            /**
             * @description The spoken language of items that are registered in your library without one. `auto`: the engine detects it.
             * @example de
             */
            readonly default_language?: string;
            /** @description The library that this sign-in works in from now on: one of your `libraries`. A token cannot change its library. */
            readonly library_id?: string;
        };
        readonly ChangeMember: {
            /**
             * @description A `viewer` reads, an `operator` also works, an `owner` also manages the members.
             * @enum {string}
             */
            readonly role: "viewer" | "operator" | "owner";
        };
        readonly ChangePodcastFeed: {
            /** @description True: recordings that become ready later wait until somebody approves them. False: they join by themselves, also those that wait now. */
            readonly ask_first?: boolean;
            /** @description The description in podcast apps. */
            readonly description?: string;
            /** @description Hours from now until it expires. Null: it works until somebody ends it. */
            readonly expires_in_hours?: number | null;
            /** @description The language of the feed, BCP 47. `auto`: the feed names none. */
            readonly language?: string;
            /**
             * @description `audio`: people get the sound alone, if a run has made it, else the file that people play. `video`: the file that people play.
             * @enum {string}
             */
            readonly media?: "audio" | "video";
            /** @description The title in podcast apps. Surrounding spaces are removed. */
            readonly title?: string;
        };
        readonly ChangeRecording: {
            /** @description For people; `null` removes it. */
            readonly description?: string;
            /**
             * @description The spoken language: `auto` or BCP 47. It cannot be removed.
             * @example pt-BR
             */
            readonly language?: string;
            /** @description Settings of every later run, as a merge patch: `null` removes a setting, or all of them. */
            readonly preferences?: components["schemas"]["Preferences"];
            /**
             * @description With `language`: transcribes again at once if the transcript is in another language, or the stage had no engine.
             * @default false
             */
            readonly run?: boolean;
            /** @description Each tag once, whatever its case; they replace the present tags. `null` removes all. */
            readonly tags?: readonly string[];
            /** @description The picture that stands for the recording, also at YouTube and VK; `null` leaves the choice to the server. */
            readonly thumbnail?: components["schemas"]["ChooseThumbnail"];
            /** @description For people. It cannot be removed. */
            readonly title?: string;
        };
        readonly ChangeUser: {
            /** @description True shuts the user out. */
            readonly disabled?: boolean;
            /** @description The name of a user whose personal library you own. The user becomes a member, `viewer` or `operator` by the role, and new sign-ins start there. */
            readonly library?: string;
            /**
             * @description A `viewer` reads, an `operator` also works, an `admin` also manages users.
             * @enum {string}
             */
            readonly role?: "viewer" | "operator" | "admin";
        };
        readonly ChangeWebhookEndpoint: {
            /** @description The events that it receives. */
            readonly events?: readonly ("item.status_changed" | "item.ready" | "item.failed" | "item.needs_attention" | "delivery.completed" | "follow_up.failed" | "quota.nearly_used" | "credential.needs_reauth" | "webhook.disabled")[];
            /** @description The name for people, unique within the library. */
            readonly name?: string;
            /** @description True: nothing is sent until it is false again. False: also enables a disabled endpoint. No event is lost. */
            readonly paused?: boolean;
            /**
             * @description The address that receives the requests. `https`, and no private address unless the operator allows it.
             * @example https://hooks.example/throughline
             */
            readonly url?: string;
        };
        readonly Channel: {
            /**
             * @description `update_origin`: the page shows the status of its video. `none`: the page is never written.
             * @enum {string}
             */
            readonly action_type: "update_origin" | "none";
            /**
             * Format: date-time
             * @description When the channel was made.
             */
            readonly created_at: string;
            /** @description The number of the credential for Notion, of the type `token`. */
            readonly credential_id: number | null;
            /** @description The data source of the pages. Only checks use it. */
            readonly data_source_id: string | null;
            /** @description The properties of the page that are written. Other properties are left alone. */
            readonly field_map: components["schemas"]["FieldMapAnswer"];
            /** @description The state of all pages of the channel. */
            readonly health: components["schemas"]["ChannelHealth"];
            /** @description The number of the channel. */
            readonly id: number;
            /** @description The spoken language, if the request names none: `auto` or BCP 47. */
            readonly language: string;
            /** @description Unique within the library; part of the address of the channel. */
            readonly name: string;
            /** @description The names of the outputs for its videos: shared or own ones. */
            readonly outputs: readonly string[];
            /**
             * Format: date-time
             * @description When the channel was last changed.
             */
            readonly updated_at: string;
            /** @description The address for videos, to be used with the secret of the channel. */
            readonly webhook_url: string;
        };
        readonly ChannelCheck: {
            /** @description The checks, in this order. */
            readonly items: readonly components["schemas"]["ChannelCheckItem"][];
            /** @description True if every check was possible and found nothing wrong. */
            readonly ok: boolean;
        };
        readonly ChannelCheckItem: {
            /** @description What to do. */
            readonly mend?: string;
            /** @description What was found. */
            readonly message: string;
            /** @description What was checked: `client`, `channel`, `field:status`, `option:Processing` … */
            readonly name: string;
            /**
             * @description `unknown`: an earlier problem made the check impossible.
             * @enum {string}
             */
            readonly result: "ok" | "wrong" | "unknown";
        };
        readonly ChannelHealth: {
            /** @description The pages that are out of date. */
            readonly backlog: number | null;
            /** @description The newest unsolved problem. */
            readonly last_error: components["schemas"]["ChannelProblem"] | null;
            /** @description When a page was last written, or found up to date. */
            readonly last_success_at: string | null;
            /**
             * @description `behind`: a page has been out of date for a minute. `failing`: a page cannot be written, or the channel has no credential. `off`: no page is written. `unknown`: no page was written yet, so nothing proves that the credential works; or, if `backlog` is null, the state cannot be determined now.
             * @enum {string}
             */
            readonly state: "ok" | "behind" | "failing" | "off" | "unknown";
        };
        readonly ChannelList: {
            /** @description Oldest first. */
            readonly items: readonly components["schemas"]["Channel"][];
        };
        readonly ChannelProblem: {
            /**
             * Format: date-time
             * @description When the last attempt started.
             */
            readonly at: string;
            /** @description A stable code. */
            readonly code: string;
            /** @description The problem and its remedy. */
            readonly message: string;
            /** @description When the next attempt starts; null if the channel must be changed first. */
            readonly retry_at: string | null;
            /**
             * Format: date-time
             * @description Since when nothing could be written.
             */
            readonly since: string;
        };
        readonly ChannelResync: {
            /** @description The pages that are read, and written if they are out of date. */
            readonly asked: number;
        };
        readonly ChannelSecret: {
            /** @description The secret of the channel. Never shown again. */
            readonly secret: string;
        };
        readonly Check: {
            /**
             * @description This step only.
             * @example deliver:library
             */
            readonly step?: string;
        };
        readonly CheckChannel: {
            /** @description A page to check, by its id or its address. */
            readonly page_id?: string;
        };
        readonly CheckedRule: {
            /** @description The number of the requirement. */
            readonly id: string;
            /** @description The facts that it checks, and others worth knowing. */
            readonly looked_at: readonly components["schemas"]["RuleFact"][];
            /** @description The rule in words. */
            readonly says: string;
        };
        readonly ChooseModel: {
            /** @description A model of the list that has been downloaded, or `auto`: the best one that is fast enough. */
            readonly model: string;
        };
        readonly ChooseThumbnail: {
            /** @description The second of the processed video whose picture is shown. */
            readonly second: number;
        };
        readonly CommandAnswer: {
            /** @description What each action would answer you now: one entry for each action, for each stage and for each output. */
            readonly allowed_actions: readonly components["schemas"]["Action"][];
            /** @description Only with `as_of`: the moment. Heartbeats of that time are unknown, and no action is allowed. */
            readonly as_of?: components["schemas"]["AsOf"];
            /** @description `pause` is among the allowed actions. */
            readonly can_pause: boolean;
            /** @description `run` is among the allowed actions. */
            readonly can_run: boolean;
            /** @description The run was open in another system, and the import of the item stopped it. */
            readonly cancel_cause: "import" | null;
            /** @description The reason that a person gave. */
            readonly cancel_reason: string | null;
            /** @description When a person, or the end of an import, stopped the newest run. */
            readonly cancelled_at: string | null;
            /** @description The user who stopped it, or who imported the item. Opaque. */
            readonly cancelled_by: string | null;
            /** @description The name of that user; null if unknown. */
            readonly cancelled_by_name: string | null;
            /**
             * Format: date-time
             * @description When it was registered.
             */
            readonly created_at: string;
            /** @description When it was deleted; deletion does not change the status. */
            readonly deleted_at: string | null;
            /** @description For people; null if there is none, and after erasure. */
            readonly description: string | null;
            /** @description Your oldest item with the same content (sha256) that was registered earlier and is not deleted. */
            readonly duplicate_of: components["schemas"]["Duplicate"] | null;
            /** @description A part of what can be read is the result of an earlier run: the present run has not made its own yet, or could not. The files and the transcript say which. */
            readonly earlier_run: boolean;
            /** @description When content and personal data were erased. */
            readonly erased_at: string | null;
            /** @description When it will be done, as a range. Null if nothing is awaited, or if it is unknown. */
            readonly eta: components["schemas"]["Eta"] | null;
            /** @description Why the ETA is unknown. */
            readonly eta_reason: ("review" | "paused" | "waiting" | "no-worker" | "stalled" | "no-progress" | "overdue" | "queued" | "length-unknown" | "unknown") | null;
            /** @description When its retention ended: content and personal data are gone, and it cannot be restored. */
            readonly expired_at: string | null;
            /** @description The retention date of a deleted item, until which it can be restored. */
            readonly expires_at: string | null;
            /** @description The newest run was given up, or every output has failed. Independent of the status; the next run clears it. */
            readonly failed: boolean;
            /** @description When it failed permanently. */
            readonly failed_at: string | null;
            /** @description `download`, `trim`, `transcribe`, `topics`, `subtitles` or `upload`. */
            readonly failed_at_stage: string | null;
            /** @description What went wrong, in words. */
            readonly failed_reason: string | null;
            /** @description The name of the uploaded file, without folders. */
            readonly file_name: string | null;
            /** @description Counts of the follow-ups of all outputs that were not skipped. */
            readonly follow_up_summary: components["schemas"]["FollowUpSummary"];
            /** @description The item. Opaque. */
            readonly id: string;
            /** @description When its history was imported from another system. Its earlier times are those of that system. */
            readonly imported_at: string | null;
            /** @description Somebody has decided what to do with it. Until then it is `SKIPPED`, unless a run is requested. */
            readonly is_mapped: boolean;
            /** @description The status is `DOWNLOADING`, `PROCESSING` or `UPLOADING`. */
            readonly is_runtime: boolean;
            /** @description Null if the status promises no more than it keeps. */
            readonly label: ("stalled" | "stopped" | "queued") | null;
            /** @description `auto` or BCP 47. */
            readonly language: string;
            /**
             * @description The language is the default of the user who registered the item.
             * @constant
             */
            readonly language_source?: "default";
            /** @description Finished content waits until a person publishes it: `publish` is among the allowed actions. */
            readonly needs_review: boolean;
            /** @description A newer release wrote to the item; the last readable state is shown. */
            readonly needs_upgrade: boolean;
            /** @description Why a recording whose stages have ended has no transcript; null if it has one, or may get it. */
            readonly no_transcript: components["schemas"]["NoTranscript"] | null;
            /** @description Running steps finish, and no step starts. */
            readonly on_pause: boolean;
            /** @description The page that it came from; null if none. */
            readonly origin: components["schemas"]["Origin"] | null;
            /** @description The result of the request. */
            readonly outcome: components["schemas"]["Outcome"];
            /** @description Every output of the item, in the order of the configuration. */
            readonly outputs: readonly components["schemas"]["Output"][];
            /** @description The reason that a person gave. */
            readonly pause_reason: string | null;
            /** @description When the pause began. */
            readonly pause_requested_at: string | null;
            /** @description When it continues automatically. */
            readonly pause_until: string | null;
            /** @description The user who paused it. Opaque. */
            readonly paused_by: string | null;
            /** @description The name of that user; null if unknown. */
            readonly paused_by_name: string | null;
            /** @description Settings of this item for later runs, above those of its template; null if there are none. */
            readonly preferences: components["schemas"]["PreferencesAnswer"] | null;
            /** @description Its pictures and its waveform for lists and players. */
            readonly previews: components["schemas"]["Previews"];
            /** @description The planned stages, in order. */
            readonly processing_stages: readonly components["schemas"]["Stage"][];
            /** @description The finished fraction of the work; null if unknown. */
            readonly progress: number | null;
            /** @description Since when `progress` has this value; null if nothing runs, or if this server has not seen the change. */
            readonly progress_at: string | null;
            /** @description The commit that cannot be applied; null if all can. */
            readonly quarantine: components["schemas"]["QuarantinePlace"] | null;
            /** @description The history needs an operator; the last good state is shown. */
            readonly quarantined: boolean;
            /** @description The length of that queue, this one included. */
            readonly queue_length: number | null;
            /** @description The place in the queue of its lane, 1 for the next; null if not queued, or unknown. */
            readonly queue_position: number | null;
            /** @description Downloaded, not failed, not deleted, and every stage is completed or skipped. */
            readonly ready_to_upload: boolean;
            /** @description Planned or done by retention; null if it leaves the item alone, or a person has deleted it. */
            readonly retention: components["schemas"]["Retention"] | null;
            /** @description Opaque; send it back as `min_revision` or `after_revision`. */
            readonly revision: string;
            /** @description The newest run; null before the first, and after a reset. */
            readonly run: components["schemas"]["Run"] | null;
            /** @description Where the item comes from. */
            readonly source: components["schemas"]["Source"];
            /**
             * Format: date-time
             * @description The time since which this answer may lack changes, because the tables are behind the log or cannot be compared with it. Absent while the tables are up to date, and in pushed items.
             */
            readonly stale_since?: string;
            /** @description True if it runs and its worker is dead. Null: unknown, e.g. right after the start of this server. */
            readonly stalled: boolean | null;
            /**
             * @description The most urgent state that applies, the same words for all kinds. `stalled`: in progress, but the worker does not respond. `unreadable`: the history needs an operator or a newer release.
             * @enum {string}
             */
            readonly state: "deleted" | "stopped" | "failed" | "partial" | "unconfirmed" | "follow_up_failed" | "to_review" | "paused" | "waiting" | "in_progress" | "queued" | "ready" | "not_started" | "stalled" | "unreadable";
            /** @description The reason of the state, in one sentence; null if it needs none. */
            readonly state_reason: string | null;
            /**
             * @description Computed from the events; `explain` names the rule.
             * @enum {string}
             */
            readonly status: "PENDING_SOURCE" | "INITIALIZED" | "SKIPPED" | "DOWNLOADING" | "DOWNLOADED" | "PROCESSING" | "PROCESSED" | "UPLOADING" | "UPLOADED" | "READY" | "EXPIRED";
            /** @description The tags that people gave it; none after erasure. */
            readonly tags: readonly string[];
            /** @description The template whose settings later runs use; null if none is bound. */
            readonly template: components["schemas"]["BoundTemplate"] | null;
            /** @description Nothing more happens until a person acts, except retention. */
            readonly terminal: boolean;
            /** @description The picture that stands for it; null if it has neither a video nor a chosen second. */
            readonly thumbnail: components["schemas"]["Thumbnail"] | null;
            /** @description The title that a person or the source gave, else the one in a document, else the name of the file; null after erasure. */
            readonly title: string | null;
            /**
             * Format: date-time
             * @description When anything of it but its previews last changed.
             */
            readonly updated_at: string;
            /** @description Counts of the outputs that were not skipped. */
            readonly upload_summary: components["schemas"]["UploadSummary"];
            /** @description The outputs of each kind of destination, and the worst of their statuses. */
            readonly uploads: {
                readonly [key: string]: components["schemas"]["UploadsByType"];
            };
            /** @description What the steps wait for. They continue automatically. If no step of the item is running, the entries with `queue` name the queue, and the place of the item in it. */
            readonly waiting_for: readonly components["schemas"]["Waiting"][];
        };
        readonly CommandPreview: {
            /**
             * @description Nothing was changed.
             * @constant
             */
            readonly dry_run: true;
            /** @description The outcome that the command would have. */
            readonly outcome: components["schemas"]["Outcome"];
            /** @description The recording. Opaque. */
            readonly recording_id: string;
            /** @description The status after the command. */
            readonly status_after: ("PENDING_SOURCE" | "INITIALIZED" | "SKIPPED" | "DOWNLOADING" | "DOWNLOADED" | "PROCESSING" | "PROCESSED" | "UPLOADING" | "UPLOADED" | "READY" | "EXPIRED") | null;
            /** @description The command would change something. */
            readonly would_change: boolean;
        };
        readonly ComparedItem: {
            /** @description The amount of a document, with a dot: `1234.56`. */
            readonly amount: string | null;
            /**
             * Format: date-time
             * @description When it was registered.
             */
            readonly created_at: string;
            /** @description The currency of the amount, as ISO 4217. */
            readonly currency: string | null;
            /** @description The date in a document: `2024-03-01`. */
            readonly date: string | null;
            /** @description The outputs that have it. */
            readonly delivered_to: readonly string[];
            /** @description Seconds of media; null for documents. */
            readonly duration_seconds: number | null;
            /** @description The name of the uploaded file, without folders. */
            readonly file_name: string | null;
            /** @description The item. Opaque. */
            readonly id: string;
            /**
             * @description Its kind, which names the path of its other operations.
             * @enum {string}
             */
            readonly kind: "document" | "recording";
            /** @description The number of an invoice. */
            readonly number: string | null;
            /** @description Pages of a document. */
            readonly page_count: number | null;
            /** @description The sender of a document. */
            readonly sender: string | null;
            /** @description Bytes of the file. */
            readonly size: number | null;
            /** @description Where it comes from. */
            readonly source: components["schemas"]["ComparedSource"];
            /** @description The tags that people gave it. */
            readonly tags: readonly string[];
            /** @description The path of its picture; null if there is none. */
            readonly thumbnail_url: string | null;
            /** @description Its title. */
            readonly title: string | null;
        };
        readonly ComparedSource: {
            /** @description `upload`, `url` and others. */
            readonly kind: string;
            /** @description The number of the source that has brought it; null if a person has registered it. */
            readonly source_id: number | null;
        };
        readonly ConsentLink: {
            /**
             * Format: date-time
             * @description When the address expires.
             */
            readonly expires_at: string;
            /** @description The page on which a person gives consent, in a browser. It works once. */
            readonly url: string;
        };
        readonly CopiedPages: {
            /** @description The first page. */
            readonly from: number;
            /** @description Degrees clockwise by which the pages were turned, or 0. */
            readonly rotate: number;
            /** @description The last page. */
            readonly to: number;
        };
        readonly CorrectedAmount: {
            /**
             * @description ISO 4217.
             * @example EUR
             */
            readonly currency?: string;
            /**
             * @description With a dot and two decimals at most: `1234.56`.
             * @example 1234.56
             */
            readonly value: string;
        };
        readonly Correction: {
            /** @description All passages, in the order of their times. Missing ones are removed. */
            readonly segments: readonly components["schemas"]["SegmentBody"][];
        };
        readonly CorrectionAnswer: {
            /** @description The version that was corrected. */
            readonly basis: string | null;
            /** @description When a person corrected it; null: as transcribed. */
            readonly corrected_at: string | null;
            /** @description The user who corrected it. */
            readonly corrected_by: string | null;
            /** @description The files with these words, under their unchanged names. */
            readonly files: readonly components["schemas"]["Artifact"][];
            /** @description The correction of an earlier transcript: the recording was transcribed again since. Its passages are kept if the texts can be compared, and it stays available as a version. */
            readonly newer_than: components["schemas"]["NewerThan"] | null;
            /** @description Outputs with other words: their content is from before the correction. */
            readonly outdated_outputs: readonly components["schemas"]["OutdatedOutput"][];
            /** @description The revision of the recording after it. */
            readonly revision: string;
            /** @description The version of the text. Opaque; another run, or a correction, makes another one. */
            readonly version: string;
        };
        readonly CreateChannel: {
            /**
             * @description `update_origin`: the page shows the status of its video. `none`: the page is never written.
             * @enum {string}
             */
            readonly action_type?: "update_origin" | "none";
            /** @description The number of the credential for Notion, of the type `token`. In a change, null removes it. */
            readonly credential_id?: number;
            /** @description The data source of the pages. Only checks use it. In a change, null removes it. */
            readonly data_source_id?: string;
            /** @description The properties of the page that are written. Other properties are left alone. Replaces the whole map; every property can occur once. */
            readonly field_map?: components["schemas"]["FieldMapBody"];
            /**
             * @description The spoken language, if the request names none: `auto` or BCP 47.
             * @example pt-BR
             */
            readonly language?: string;
            /** @description Unique within the library; part of the address of the channel. */
            readonly name: string;
            /** @description The names of the outputs for its videos: shared or own ones. Default for a new channel: the shared ones of the type `google_drive`. Empty: nothing is delivered. */
            readonly outputs?: readonly string[];
        };
        readonly CreateCredential: {
            /** @description For accounts at services: the id of your own OAuth client. Never shown again. */
            readonly client_id?: string;
            /** @description For accounts at services: the secret of that client. Never shown again. */
            readonly client_secret?: string;
            /** @description The name that people use for the credential. Surrounding spaces are removed. */
            readonly name: string;
            /** @description For `password`: the password, best one that is used only here. Never shown again. */
            readonly password?: string;
            /** @description For `token`: the token. Never shown again. */
            readonly token?: string;
            /**
             * @description `google` (Google Drive account), `youtube` (YouTube channel), `dropbox` (Dropbox account), `microsoft` (Microsoft account (OneDrive)), `vk` (VK account), `gmail` (Mailbox at Google (Gmail)), `outlook` (Mailbox at Microsoft (Outlook)), `zoom` (Zoom account): an account's consent to your own OAuth client. `password`, `token`: secrets that a person types in.
             * @enum {string}
             */
            readonly type: "google" | "youtube" | "dropbox" | "microsoft" | "vk" | "gmail" | "outlook" | "zoom" | "password" | "token";
            /** @description For `password`: the user name. Never shown again. */
            readonly username?: string;
        };
        readonly CreateEmbed: {
            /**
             * @description True: recordings that become ready later wait until somebody approves them. False: they join by themselves, also those that wait now.
             * @default true
             */
            readonly ask_first?: boolean;
            /** @description Hours until it expires. Without them, it works until somebody ends it. */
            readonly expires_in_hours?: number;
            /**
             * @description `audio`: people get the sound alone, if a run has made it, else the file that people play. `video`: the file that people play.
             * @default video
             * @enum {string}
             */
            readonly media?: "audio" | "video";
            /** @description The sites whose pages may show the player: `https://` and the host, with a port if need be, without a path and without wildcards. `http://` is allowed for localhost. */
            readonly origins: readonly string[];
            /** @description Only recordings with this tag, in any case. Without it: all recordings of the library. */
            readonly tag?: string;
            /** @description The title of the player, which people read. Surrounding spaces are removed. */
            readonly title: string;
        };
        readonly CreateInvitation: {
            /**
             * @description Hours until the link expires.
             * @default 168
             */
            readonly expires_in_hours?: number;
            /** @description Who is invited, or another note. Only owners of the library see it. */
            readonly note?: string;
            /**
             * @description The role that the person gets. A `viewer` reads, an `operator` also works, an `owner` also manages the members.
             * @enum {string}
             */
            readonly role: "viewer" | "operator" | "owner";
        };
        readonly CreateLibrary: {
            /** @description The name of the library. */
            readonly name: string;
        };
        readonly CreatePodcastFeed: {
            /**
             * @description True: recordings that become ready later wait until somebody approves them. False: they join by themselves, also those that wait now.
             * @default true
             */
            readonly ask_first?: boolean;
            /** @description The description in podcast apps. */
            readonly description?: string;
            /** @description Hours until it expires. Without them, it works until somebody ends it. */
            readonly expires_in_hours?: number;
            /**
             * @description The language of the feed, BCP 47. `auto`: the feed names none.
             * @default auto
             * @example en
             */
            readonly language?: string;
            /**
             * @description `audio`: people get the sound alone, if a run has made it, else the file that people play. `video`: the file that people play.
             * @default audio
             * @enum {string}
             */
            readonly media?: "audio" | "video";
            /** @description Only recordings with this tag, in any case. Without it: all recordings of the library. */
            readonly tag?: string;
            /** @description The title in podcast apps. Surrounding spaces are removed. */
            readonly title: string;
        };
        readonly CreateShareLink: {
            /**
             * @description False: the page of the link offers no files. Whoever can play a recording can also record it.
             * @default true
             */
            readonly download?: boolean;
            /**
             * @description Hours until the link expires.
             * @default 720
             */
            readonly expires_in_hours?: number;
            /** @description A password that visitors need beside the link. Only its hash is stored. */
            readonly password?: string;
        };
        readonly CreateToken: {
            /** @description Days until the token expires. Default: it is valid until it is revoked. */
            readonly expires_in_days?: number;
            /** @description One of your libraries. Default: the library that this request works in. A token works in one library for ever. */
            readonly library_id?: string;
            /** @description The name of the token. */
            readonly name: string;
            /**
             * @description What the token may be used for. It cannot have a scope that your own token or sign-in lacks.
             * @default [
             *       "read",
             *       "write"
             *     ]
             */
            readonly scopes?: readonly ("read" | "write" | "admin")[];
        };
        readonly CreateTokenForUser: {
            /** @description Days until the token expires. Default: it is valid until it is revoked. */
            readonly expires_in_days?: number;
            /** @description One of the libraries of the user. Default: the library in which new sign-ins of the user start. A token works in one library for ever. */
            readonly library_id?: string;
            /** @description The name of the token. */
            readonly name: string;
            /**
             * @description What the token may be used for. It cannot have a scope that the user lacks in the library.
             * @default [
             *       "read",
             *       "write"
             *     ]
             */
            readonly scopes?: readonly ("read" | "write" | "admin")[];
        };
        readonly CreateUser: {
            /** @description The name of a user whose personal library you own. The user becomes a member, `viewer` or `operator` by the role, and new sign-ins start there. */
            readonly library?: string;
            /** @description The name, which nobody else has. */
            readonly name: string;
            /**
             * @description A `viewer` reads, an `operator` also works, an `admin` also manages users.
             * @default operator
             * @enum {string}
             */
            readonly role?: "viewer" | "operator" | "admin";
        };
        readonly CreatedInvitation: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            readonly created_at: string;
            /**
             * Format: date-time
             * @description When it expires, used or not.
             */
            readonly expires_at: string;
            /** @description The invitation. It opens nothing. Opaque. */
            readonly id: string;
            /** @description The owner who made it. Opaque. */
            readonly made_by: string;
            /** @description The name of the owner who made it. */
            readonly made_by_name: string;
            /** @description Who is invited, or another note. */
            readonly note: string | null;
            /** @description When an owner revoked it. */
            readonly revoked_at: string | null;
            /**
             * @description A `viewer` reads, an `operator` also works, an `owner` also manages the members.
             * @enum {string}
             */
            readonly role: "viewer" | "operator" | "owner";
            /**
             * @description `open`: the link works. `used`: one person has accepted it. `expired`: nobody has, in time. `revoked`: an owner has revoked it. `suspended`: the link does not work, because the user who made it is no longer an owner or may no longer write.
             * @enum {string}
             */
            readonly state: "open" | "used" | "expired" | "revoked" | "suspended";
            /** @description The link for the person, shown only here. The part after the # is its code. */
            readonly url: string;
            /** @description When it was accepted. */
            readonly used_at: string | null;
            /** @description The user who accepted it; null if nobody has, or after the account was deleted. Opaque. */
            readonly used_by: string | null;
            /** @description The name of the user who accepted it. */
            readonly used_by_name: string | null;
        };
        readonly CreatedShareLink: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            readonly created_at: string;
            /** @description True if visitors may download the files. */
            readonly download: boolean;
            /**
             * Format: date-time
             * @description When it expires.
             */
            readonly expires_at: string;
            /** @description True if visitors need a password. */
            readonly has_password: boolean;
            /** @description The link. It opens nothing. Opaque. */
            readonly id: string;
            /** @description The item that it opens. Opaque. */
            readonly item_id: string;
            /**
             * @description The kind of the item.
             * @enum {string}
             */
            readonly kind: "recording" | "document";
            /** @description When it was opened last. */
            readonly last_opened_at: string | null;
            /** @description The user who made it. Opaque. */
            readonly made_by: string;
            /** @description The name of the user who made it; null if unknown. */
            readonly made_by_name: string | null;
            /** @description How often it was opened. Nothing is stored about who opened it. */
            readonly opens: number;
            /** @description When it was revoked. */
            readonly revoked_at: string | null;
            /** @description The user who revoked it; null if nobody has, or after the account was deleted. Opaque. */
            readonly revoked_by: string | null;
            /** @description The name of the user who revoked it. */
            readonly revoked_by_name: string | null;
            /**
             * @description `open`: the link works. `expired`: its time is over. `revoked`: a person has ended it. `suspended`: the link does not work, because the user who made it may no longer change the library. `off`: the operator of the server has switched sharing off, so no link works. `in_trash`: the item is in the trash, and the link works again after a restore. `moved`: the item is in another library, whose members have not shared it; the link works again if the item comes back. `gone`: the content was erased, and the link is about to be removed. `unreadable`: the history of the item cannot be read; `tl explain` says more about it. The time of expiry stays the same in all of these states.
             * @enum {string}
             */
            readonly state: "open" | "expired" | "revoked" | "suspended" | "off" | "in_trash" | "moved" | "gone" | "unreadable";
            /** @description The link for visitors, shown only here. The part after the # is its code. */
            readonly url: string;
        };
        readonly CreatedToken: {
            /**
             * Format: date-time
             * @description When the token was made.
             */
            readonly created_at: string;
            /** @description When the token expires; null: never. */
            readonly expires_at: string | null;
            /** @description The id of the token. It grants no access. Opaque. */
            readonly id: string;
            /** @description When the token was last used, approximately. */
            readonly last_used_at: string | null;
            /** @description The library that the token works in. Opaque. */
            readonly library_id: string;
            /** @description The name of that library; null if its user is no longer a member, so that the token is refused. */
            readonly library_name: string | null;
            /** @description The administrator who made the token; null if its user made it. Opaque. */
            readonly made_by: string | null;
            /** @description The name of that administrator. */
            readonly made_by_name: string | null;
            /** @description The name of the token. */
            readonly name: string;
            /** @description What the token may be used for. */
            readonly scopes: readonly ("read" | "write" | "admin")[];
            /** @description The token itself, shown only here. */
            readonly token: string;
        };
        readonly Credential: {
            /** @description The address of the account, the title of the channel, or the user name. */
            readonly account: string | null;
            /** @description When consent was given. */
            readonly connected_at: string | null;
            /**
             * Format: date-time
             * @description When the credential was made.
             */
            readonly created_at: string;
            /** @description The number of the credential, also in the settings of outputs and sources. */
            readonly id: number;
            /** @description When the credential was last used, approximately. */
            readonly last_used_at: string | null;
            /** @description The name that people use for it. */
            readonly name: string;
            /**
             * @description `needs_reauth`: connect the account (again), or replace the refused secret; what uses it waits for that. `unknown`: never used yet.
             * @enum {string}
             */
            readonly state: "ok" | "needs_reauth" | "unknown";
            /**
             * @description `google` (Google Drive account), `youtube` (YouTube channel), `dropbox` (Dropbox account), `microsoft` (Microsoft account (OneDrive)), `vk` (VK account), `gmail` (Mailbox at Google (Gmail)), `outlook` (Mailbox at Microsoft (Outlook)), `zoom` (Zoom account): an account's consent to your own OAuth client. `password`, `token`: secrets that a person types in.
             * @enum {string}
             */
            readonly type: "google" | "youtube" | "dropbox" | "microsoft" | "vk" | "gmail" | "outlook" | "zoom" | "password" | "token";
            /** @description The names of the outputs, channels and sources that use it. */
            readonly used_by: readonly string[];
        };
        readonly CredentialList: {
            /** @description Oldest first. */
            readonly items: readonly components["schemas"]["Credential"][];
        };
        readonly CredentialTestAnswer: {
            /** @description The account that the service has named. */
            readonly account: string | null;
            /** @description What was found, and what helps. */
            readonly message: string;
            /**
             * @description `unknown`: the service did not answer, or nothing can be asked with this credential alone.
             * @enum {string}
             */
            readonly result: "ok" | "wrong" | "unknown";
        };
        readonly CredentialType: {
            /** @description True: an account that is connected by consent at its service. */
            readonly account: boolean;
            /** @description True: the service gives out the id and the secret of the client as a file. */
            readonly client_file: boolean;
            /** @description The secrets of a new credential. All of them are needed. */
            readonly fields: readonly components["schemas"]["SecretFieldAnswer"][];
            /** @description Its name for people. */
            readonly label: string;
            /**
             * @description `google` (Google Drive account), `youtube` (YouTube channel), `dropbox` (Dropbox account), `microsoft` (Microsoft account (OneDrive)), `vk` (VK account), `gmail` (Mailbox at Google (Gmail)), `outlook` (Mailbox at Microsoft (Outlook)), `zoom` (Zoom account): an account's consent to your own OAuth client. `password`, `token`: secrets that a person types in.
             * @enum {string}
             */
            readonly type: "google" | "youtube" | "dropbox" | "microsoft" | "vk" | "gmail" | "outlook" | "zoom" | "password" | "token";
        };
        readonly CredentialTypeList: {
            /** @description Accounts first. */
            readonly items: readonly components["schemas"]["CredentialType"][];
        };
        readonly CutReason: {
            /** @description The reason as a sentence. */
            readonly detail: string;
            /**
             * @description `separator-sheet`: a sheet with a code word such as PATCH T is before the page. `empty-page`: an empty page is before it. `page-number`: the numbers of pages begin again. `letterhead`: a letter or an invoice begins.
             * @enum {string}
             */
            readonly kind: "separator-sheet" | "empty-page" | "page-number" | "letterhead";
            /** @description The words of the page that tell it, if any. */
            readonly quote: string | null;
        };
        readonly CutSuggestion: {
            /** @description The page that a new document begins with. Null if only separator sheets would be left out. */
            readonly before: number | null;
            /** @description Separator sheets and empty pages that belong to no document. */
            readonly leave_out: readonly number[];
            /** @description The reasons, the surest first. */
            readonly reasons: readonly components["schemas"]["CutReason"][];
        };
        readonly DataExport: {
            /** @description Null unless the state is `ready`. */
            readonly archive: components["schemas"]["ExportArchive"] | null;
            /** @description Bytes of the archive so far. */
            readonly bytes: number;
            /**
             * Format: date-time
             * @description When it was requested.
             */
            readonly created_at: string;
            /** @description When it ended. */
            readonly ended_at: string | null;
            /** @description When the archive is deleted. */
            readonly expires_at: string | null;
            /** @description The id of the export. Opaque. */
            readonly id: string;
            /** @description Items in the archive so far. */
            readonly items: number;
            /** @description `storage-full`: the server has no room for the archive. `repeated-failure`: several attempts have failed; the log of the gateway has the cause. */
            readonly problem: ("storage-full" | "repeated-failure") | null;
            /**
             * @description `running`: the archive is being made. `ready`: it can be downloaded. `failed`: see `problem`.
             * @enum {string}
             */
            readonly state: "running" | "ready" | "failed";
            /** @description All items; null until they were counted. */
            readonly total_items: number | null;
            /** @description The time since which a required service is unavailable; the export continues by itself. */
            readonly waiting_since: string | null;
        };
        readonly DataExportList: {
            /** @description Newest first. */
            readonly items: readonly components["schemas"]["DataExport"][];
        };
        readonly DecidePublishedItems: {
            /**
             * @description `approve`: the set lists them. `leave_out`: it does not.
             * @enum {string}
             */
            readonly decision: "approve" | "leave_out";
            /** @description Recordings of the set. */
            readonly item_ids: readonly string[];
        };
        readonly DeleteAccount: {
            /** @description The name of the user, as a confirmation. A preview needs none. */
            readonly confirm?: string;
            /** @description True starts the deletion at once. Otherwise it waits for seven days, and an administrator can cancel it. */
            readonly immediately?: boolean;
            /** @description What happens to each library whose only owner is the user, the personal one too. */
            readonly libraries?: readonly components["schemas"]["LibraryChoiceBody"][];
        };
        readonly DeletionCounts: {
            /** @description Channels of these libraries. */
            readonly channels: number;
            /** @description Credentials of these libraries. */
            readonly credentials: number;
            /** @description Items with deliveries in progress, which are cancelled. */
            readonly deliveries_in_progress: number;
            /** @description Exports with their archives. */
            readonly exports: number;
            /** @description Accounts at an identity provider. */
            readonly identities: number;
            /** @description Items of these libraries, deleted and erased ones included. */
            readonly items: number;
            /** @description Items with a run in progress, which is cancelled. */
            readonly items_in_progress: number;
            /** @description Jobs of these libraries. */
            readonly jobs: number;
            /** @description Libraries whose only owner is the user. */
            readonly libraries: number;
            /** @description Own outputs of these libraries. */
            readonly outputs: number;
            /** @description Passkeys. */
            readonly passkeys: number;
            /** @description Sign-ins. */
            readonly sign_ins: number;
            /** @description Sources of these libraries. */
            readonly sources: number;
            /** @description Templates of these libraries. */
            readonly templates: number;
            /** @description Tokens. */
            readonly tokens: number;
            /** @description Webhooks of these libraries. */
            readonly webhooks: number;
        };
        readonly DeletionPreview: {
            /** @description The parts of the account and of the libraries whose only owner is the user. */
            readonly counts: components["schemas"]["DeletionCounts"];
            /**
             * @description Nothing has changed.
             * @constant
             */
            readonly dry_run: true;
            /** @description All libraries of the user. */
            readonly libraries: readonly components["schemas"]["AffectedLibrary"][];
            /** @description Parts that remain. `ids`: events, counts and logs keep ids. `administration-log`: its entries stay for two years, without names and addresses. `deliveries`: files at outputs and pages at other services. `backups`: until they expire. */
            readonly remains: readonly ("ids" | "administration-log" | "deliveries" | "backups")[];
            /** @description The user. `confirm` has to be this name. */
            readonly user: components["schemas"]["PersonAnswer"];
        };
        readonly DependencyHealth: {
            /** @description What is wrong. */
            readonly detail?: string;
            /** @description True if the dependency is available. */
            readonly ok: boolean;
        };
        readonly DescriptionBody: {
            /** @description For people; `null` removes it. */
            readonly description?: string;
            /** @description Settings of every later run, as a merge patch: `null` removes a setting, or all of them. */
            readonly preferences?: components["schemas"]["Preferences"];
            /** @description Each tag once, whatever its case; they replace the present tags. `null` removes all. */
            readonly tags?: readonly string[];
            /** @description For people. It cannot be removed. */
            readonly title?: string;
        };
        readonly DiscardQuarantined: {
            /** @description The commit to discard, one of `obstacles`. Default: the one that blocks the item now. */
            readonly commit_id?: string;
            /** @description Explains the decision to later readers of the history. Encrypted with the item's personal data. */
            readonly reason?: string;
        };
        readonly Document: {
            /** @description The time of the acceptance. */
            readonly accepted_at: string | null;
            /** @description The user who accepted the document as reviewed. Opaque. */
            readonly accepted_by: string | null;
            /** @description What each action would answer you now: one entry for each action, for each stage and for each output. */
            readonly allowed_actions: readonly components["schemas"]["Action"][];
            /** @description Only with `as_of`: the moment. Heartbeats of that time are unknown, and no action is allowed. */
            readonly as_of?: components["schemas"]["AsOf"];
            /** @description `pause` is among the allowed actions. */
            readonly can_pause: boolean;
            /** @description `run` is among the allowed actions. */
            readonly can_run: boolean;
            /** @description The run was open in another system, and the import of the item stopped it. */
            readonly cancel_cause: "import" | null;
            /** @description The reason that a person gave. */
            readonly cancel_reason: string | null;
            /** @description When a person, or the end of an import, stopped the newest run. */
            readonly cancelled_at: string | null;
            /** @description The user who stopped it, or who imported the item. Opaque. */
            readonly cancelled_by: string | null;
            /** @description The name of that user; null if unknown. */
            readonly cancelled_by_name: string | null;
            /**
             * Format: date-time
             * @description When it was registered.
             */
            readonly created_at: string;
            /** @description When it was deleted; deletion does not change the status. */
            readonly deleted_at: string | null;
            /** @description For people; null if there is none, and after erasure. */
            readonly description: string | null;
            /** @description Your oldest item with the same content (sha256) that was registered earlier and is not deleted. */
            readonly duplicate_of: components["schemas"]["Duplicate"] | null;
            /** @description A part of what can be read is the result of an earlier run: the present run has not made its own yet, or could not. The files and the transcript say which. */
            readonly earlier_run: boolean;
            /** @description When content and personal data were erased. */
            readonly erased_at: string | null;
            /** @description When it will be done, as a range. Null if nothing is awaited, or if it is unknown. */
            readonly eta: components["schemas"]["Eta"] | null;
            /** @description Why the ETA is unknown. */
            readonly eta_reason: ("review" | "paused" | "waiting" | "no-worker" | "stalled" | "no-progress" | "overdue" | "queued" | "length-unknown" | "unknown") | null;
            /** @description When its retention ended: content and personal data are gone, and it cannot be restored. */
            readonly expired_at: string | null;
            /** @description The retention date of a deleted item, until which it can be restored. */
            readonly expires_at: string | null;
            /** @description The newest run was given up, or every output has failed. Independent of the status; the next run clears it. */
            readonly failed: boolean;
            /** @description When it failed permanently. */
            readonly failed_at: string | null;
            /** @description The name of the first failed step. */
            readonly failed_at_stage: string | null;
            /** @description What went wrong, in words. */
            readonly failed_reason: string | null;
            /** @description The name of the uploaded file, without folders. */
            readonly file_name: string | null;
            /** @description Counts of the follow-ups of all outputs that were not skipped. */
            readonly follow_up_summary: components["schemas"]["FollowUpSummary"];
            /** @description A step has failed and was not tried again since. */
            readonly has_errors: boolean;
            /** @description The item. Opaque. */
            readonly id: string;
            /** @description When its history was imported from another system. Its earlier times are those of that system. */
            readonly imported_at: string | null;
            /** @description Null if the status promises no more than it keeps. */
            readonly label: ("stalled" | "stopped" | "queued") | null;
            /** @description `auto` or BCP 47. */
            readonly language: string;
            /**
             * @description The language is the default of the user who registered the item.
             * @constant
             */
            readonly language_source?: "default";
            /** @description Title, date, sender and more; null until found, and after erasure. */
            readonly metadata: components["schemas"]["DocumentMetadata"] | null;
            /** @description Finished content waits until a person publishes it: `publish` is among the allowed actions. */
            readonly needs_review: boolean;
            /** @description A newer release wrote to the item; the last readable state is shown. */
            readonly needs_upgrade: boolean;
            /** @description Running steps finish, and no step starts. */
            readonly on_pause: boolean;
            /** @description Every output of the item, in the order of the configuration. */
            readonly outputs: readonly components["schemas"]["Output"][];
            /** @description The reason that a person gave. */
            readonly pause_reason: string | null;
            /** @description When the pause began. */
            readonly pause_requested_at: string | null;
            /** @description When it continues automatically. */
            readonly pause_until: string | null;
            /** @description The user who paused it. Opaque. */
            readonly paused_by: string | null;
            /** @description The name of that user; null if unknown. */
            readonly paused_by_name: string | null;
            /** @description Settings of this item for later runs, above those of its template; null if there are none. */
            readonly preferences: components["schemas"]["PreferencesAnswer"] | null;
            /** @description Its pictures and its waveform for lists and players. */
            readonly previews: components["schemas"]["Previews"];
            /** @description The finished fraction of the work; null if unknown. */
            readonly progress: number | null;
            /** @description Since when `progress` has this value; null if nothing runs, or if this server has not seen the change. */
            readonly progress_at: string | null;
            /** @description The commit that cannot be applied; null if all can. */
            readonly quarantine: components["schemas"]["QuarantinePlace"] | null;
            /** @description The history needs an operator; the last good state is shown. */
            readonly quarantined: boolean;
            /** @description The length of that queue, this one included. */
            readonly queue_length: number | null;
            /** @description The place in the queue of its lane, 1 for the next; null if not queued, or unknown. */
            readonly queue_position: number | null;
            /** @description The file: hash, size, type and pages; null until known. */
            readonly record: components["schemas"]["DocumentRecord"] | null;
            /** @description Planned or done by retention; null if it leaves the item alone, or a person has deleted it. */
            readonly retention: components["schemas"]["Retention"] | null;
            /** @description Opaque; send it back as `min_revision` or `after_revision`. */
            readonly revision: string;
            /** @description The rules of the library that have changed the document, from its history. */
            readonly rules_applied: readonly components["schemas"]["AppliedRule"][];
            /** @description The newest run; null before the first, and after a reset. */
            readonly run: components["schemas"]["Run"] | null;
            /** @description Where the item comes from. */
            readonly source: components["schemas"]["Source"];
            /**
             * Format: date-time
             * @description The time since which this answer may lack changes, because the tables are behind the log or cannot be compared with it. Absent while the tables are up to date, and in pushed items.
             */
            readonly stale_since?: string;
            /** @description True if it runs and its worker is dead. Null: unknown, e.g. right after the start of this server. */
            readonly stalled: boolean | null;
            /**
             * @description The most urgent state that applies, the same words for all kinds. `stalled`: in progress, but the worker does not respond. `unreadable`: the history needs an operator or a newer release.
             * @enum {string}
             */
            readonly state: "deleted" | "stopped" | "failed" | "partial" | "unconfirmed" | "follow_up_failed" | "to_review" | "paused" | "waiting" | "in_progress" | "queued" | "ready" | "not_started" | "stalled" | "unreadable";
            /** @description The reason of the state, in one sentence; null if it needs none. */
            readonly state_reason: string | null;
            /**
             * @description `pending` before the first step, or where it was stopped; `processing` while steps remain; then `completed`, or `failed` if a step has failed.
             * @enum {string}
             */
            readonly status: "pending" | "processing" | "completed" | "failed";
            /** @description Every step, in the order of the plan. */
            readonly steps: readonly components["schemas"]["DocumentStep"][];
            /** @description The folder and name under which it is filed; null until known, and after erasure. */
            readonly storage: components["schemas"]["DocumentStorage"] | null;
            /** @description The number of steps by status, without zeros. */
            readonly summary: components["schemas"]["DocumentSummary"];
            /** @description The tags that people gave it; none after erasure. */
            readonly tags: readonly string[];
            /** @description The template whose settings later runs use; null if none is bound. */
            readonly template: components["schemas"]["BoundTemplate"] | null;
            /** @description Nothing more happens until a person acts, except retention. */
            readonly terminal: boolean;
            /** @description The source and amount of its text; null until known. */
            readonly text: components["schemas"]["DocumentText"] | null;
            /** @description The title that a person or the source gave, else the one in a document, else the name of the file; null after erasure. */
            readonly title: string | null;
            /** @description The document waits for a person to check its fields: one of `unsure_fields` is not sure, and nobody has accepted it. */
            readonly unsure: boolean;
            /** @description The fields that were found with doubts, or are missing, and that nobody has corrected. */
            readonly unsure_fields: readonly string[];
            /**
             * Format: date-time
             * @description When anything of it but its previews last changed.
             */
            readonly updated_at: string;
            /** @description Counts of the outputs that were not skipped. */
            readonly upload_summary: components["schemas"]["UploadSummary"];
            /** @description The outputs of each kind of destination, and the worst of their statuses. */
            readonly uploads: {
                readonly [key: string]: components["schemas"]["UploadsByType"];
            };
            /** @description What the steps wait for. They continue automatically. If no step of the item is running, the entries with `queue` name the queue, and the place of the item in it. */
            readonly waiting_for: readonly components["schemas"]["Waiting"][];
        };
        readonly DocumentBulkFilters: {
            /** @description Failed items, or the others. */
            readonly failed?: boolean;
            /** @description Items with a follow-up of a delivery that has finally failed, or the others. */
            readonly follow_ups_failed?: boolean;
            /**
             * @description Registered on or after this day (YYYY-MM-DD, DD-MM-YYYY, DD/MM/YYYY, DD-MM-YY, DD/MM/YY) or UTC time.
             * @example 2026-02-05
             */
            readonly from_date?: string;
            /** @description Items whose finished content waits until a person publishes it, or the others. */
            readonly needs_review?: boolean;
            /** @description Paused items, or the others. */
            readonly on_pause?: boolean;
            /** @description Items with both uploaded and failed outputs, or the others. */
            readonly partial?: boolean;
            /** @description Part of the title; for documents also words of the text. */
            readonly q?: string;
            /**
             * @description Items in this state. `attention`: `failed`, `partial`, `unconfirmed`, `follow_up_failed`, `to_review` and `unreadable`. `unreadable`: the history cannot be read. `no_transcript`: finished recordings without the transcript that the run was asked for. `draft`: items with a transcript of draft quality. `unsure`: documents that wait for a person to check their fields. A restoration selects deleted items alone, also with a state, and the other actions never do.
             * @enum {string}
             */
            readonly state?: "attention" | "deleted" | "stopped" | "failed" | "partial" | "unconfirmed" | "follow_up_failed" | "to_review" | "paused" | "waiting" | "in_progress" | "queued" | "ready" | "not_started" | "unreadable" | "no_transcript" | "draft" | "unsure";
            /** @description Any of these. */
            readonly status?: readonly ("pending" | "processing" | "completed" | "failed")[];
            /** @description Items with the label `stopped`, or the others. */
            readonly stopped?: boolean;
            /** @description Items with this tag, in any case. */
            readonly tag?: string;
            /**
             * @description Registered before the end of this day (YYYY-MM-DD, DD-MM-YYYY, DD/MM/YYYY, DD-MM-YY, DD/MM/YY), or before this UTC time.
             * @example 2026-02-28
             */
            readonly to_date?: string;
            /** @description Items with an output whose arrival is unknown, or the others. */
            readonly unconfirmed?: boolean;
            /** @description Documents that wait for a person to check their fields, or the others. */
            readonly unsure?: boolean;
            /** @description Items that wait for a dependency, or the others. */
            readonly waiting?: boolean;
        };
        readonly DocumentBulkPause: {
            /** @description The documents. Excludes `filters`. */
            readonly document_ids?: readonly string[];
            /** @description Replaces `document_ids`. Refused if more than 500 items match. */
            readonly filters?: components["schemas"]["DocumentBulkFilters"];
            /** @description Replaces `until`: the length of the pause, from now. */
            readonly for_ms?: number;
            /** @description A reason, for people. */
            readonly reason?: string;
            /**
             * Format: date-time
             * @description The pause ends automatically then. Otherwise a person must run the item.
             * @example 2026-02-05T18:00:00Z
             */
            readonly until?: string;
        };
        readonly DocumentBulkPauseAnswer: {
            /**
             * @description Only with `dry_run=true`: nothing was changed.
             * @constant
             */
            readonly dry_run?: true;
            /** @description In the order of the request. */
            readonly results: readonly components["schemas"]["DocumentBulkPauseResult"][];
            /** @description Counts by outcome. */
            readonly totals: components["schemas"]["DocumentBulkPauseTotals"];
        };
        readonly DocumentBulkPauseResult: {
            /** @description The code that a single request would have. */
            readonly code: string;
            /** @description The same in words. */
            readonly detail: string;
            /** @description The document. Opaque. */
            readonly document_id: string;
            /**
             * @description The outcome.
             * @enum {string}
             */
            readonly outcome: "paused" | "skipped" | "refused" | "error";
            /** @description The status after it; null if unknown, or not yours to know. */
            readonly status: ("pending" | "processing" | "completed" | "failed") | null;
            /** @description What would work. */
            readonly try_instead: string | null;
        };
        readonly DocumentBulkPauseTotals: {
            /** @description Items with the outcome `error`. */
            readonly error: number;
            /** @description Items with the outcome `paused`. */
            readonly paused: number;
            /** @description Items with the outcome `refused`. */
            readonly refused: number;
            /** @description Items with the outcome `skipped`. */
            readonly skipped: number;
            /** @description All items. */
            readonly total: number;
        };
        readonly DocumentBulkPreview: {
            /**
             * @description The command. It takes the fields of the single request: those of a run, a pause or a publication, `reason`, `template_id`. `tag` takes `add_tags` and `remove_tags`, `transfer` takes `library_id`. The filters of `restore` select deleted items, those of all other actions select items that are not deleted.
             * @enum {string}
             */
            readonly action: "run" | "pause" | "cancel" | "reset" | "publish" | "bind" | "unbind" | "tag" | "transfer" | "delete" | "restore";
            /** @description With `tag`: these tags are added. An item that has one of them, in any case, keeps its own. */
            readonly add_tags?: readonly string[];
            /**
             * @description Also binds the template to the item, once the run has started.
             * @default false
             */
            readonly bind_template?: boolean;
            /** @description The documents. Excludes `filters`. */
            readonly document_ids?: readonly string[];
            /** @description Replaces `document_ids`. Refused if more than 10000 items match. */
            readonly filters?: components["schemas"]["DocumentBulkFilters"];
            /** @description Replaces `until`: the length of the pause, from now. */
            readonly for_ms?: number;
            /**
             * @description With `transfer`: the id of the library that gets the items.
             * @example 01KTR8DXF5S6T7V8W9XYZABCDE
             */
            readonly library_id?: string;
            /** @description The texts that outputs receive. */
            readonly metadata_config?: components["schemas"]["MetadataConfig"];
            /** @description Where the run delivers to. */
            readonly output_config?: components["schemas"]["OutputConfigBody"];
            /** @description Names of outputs of the run. Absent: all of them. */
            readonly outputs?: readonly string[];
            /** @description Settings of this run; the others stay as last requested. */
            readonly processing_config?: components["schemas"]["ProcessingConfig"];
            /** @description A reason, for people. */
            readonly reason?: string;
            /** @description With `tag`: these tags are removed, whatever their case. */
            readonly remove_tags?: readonly string[];
            /** @description Completed stages to repeat, for example with a better engine. The stages that depend on them are repeated too; deliveries stay. */
            readonly repeat?: readonly ("TRIM" | "TRANSCRIBE" | "EXTRACT_TOPICS" | "GENERATE_SUBTITLES")[];
            /**
             * @description With `bind`: also removes the preferences of the items, which rank above the template.
             * @default false
             */
            readonly reset_preferences?: boolean;
            /** @description A template of yours for this run. It ranks below the preferences of the item. */
            readonly template_id?: number;
            /**
             * Format: date-time
             * @description The pause ends automatically then. Otherwise a person must run the item.
             * @example 2026-02-05T18:00:00Z
             */
            readonly until?: string;
        };
        readonly DocumentBulkRun: {
            /**
             * @description Also binds the template to the item, once the run has started.
             * @default false
             */
            readonly bind_template?: boolean;
            /** @description The documents. Excludes `filters`. */
            readonly document_ids?: readonly string[];
            /** @description Replaces `document_ids`. Refused if more than 500 items match. */
            readonly filters?: components["schemas"]["DocumentBulkFilters"];
            /** @description The texts that outputs receive. */
            readonly metadata_config?: components["schemas"]["MetadataConfig"];
            /** @description Where the run delivers to. */
            readonly output_config?: components["schemas"]["OutputConfigBody"];
            /** @description Settings of this run; the others stay as last requested. */
            readonly processing_config?: components["schemas"]["ProcessingConfig"];
            /** @description Completed stages to repeat, for example with a better engine. The stages that depend on them are repeated too; deliveries stay. */
            readonly repeat?: readonly ("TRIM" | "TRANSCRIBE" | "EXTRACT_TOPICS" | "GENERATE_SUBTITLES")[];
            /** @description A template of yours for this run. It ranks below the preferences of the item. */
            readonly template_id?: number;
        };
        readonly DocumentBulkRunAnswer: {
            /**
             * @description Only with `dry_run=true`: nothing was changed.
             * @constant
             */
            readonly dry_run?: true;
            /** @description In the order of the request. */
            readonly results: readonly components["schemas"]["DocumentBulkRunResult"][];
            /** @description Counts by outcome. */
            readonly totals: components["schemas"]["DocumentBulkRunTotals"];
        };
        readonly DocumentBulkRunResult: {
            /** @description The code that a single request would have. */
            readonly code: string;
            /** @description The same in words. */
            readonly detail: string;
            /** @description The document. Opaque. */
            readonly document_id: string;
            /**
             * @description The outcome.
             * @enum {string}
             */
            readonly outcome: "started" | "resumed" | "skipped" | "refused" | "error";
            /** @description The status after it; null if unknown, or not yours to know. */
            readonly status: ("pending" | "processing" | "completed" | "failed") | null;
            /** @description What would work. */
            readonly try_instead: string | null;
        };
        readonly DocumentBulkRunTotals: {
            /** @description Items with the outcome `error`. */
            readonly error: number;
            /** @description Items with the outcome `refused`. */
            readonly refused: number;
            /** @description Items with the outcome `resumed`. */
            readonly resumed: number;
            /** @description Items with the outcome `skipped`. */
            readonly skipped: number;
            /** @description Items with the outcome `started`. */
            readonly started: number;
            /** @description All items. */
            readonly total: number;
        };
        readonly DocumentCommandAnswer: {
            /** @description The time of the acceptance. */
            readonly accepted_at: string | null;
            /** @description The user who accepted the document as reviewed. Opaque. */
            readonly accepted_by: string | null;
            /** @description What each action would answer you now: one entry for each action, for each stage and for each output. */
            readonly allowed_actions: readonly components["schemas"]["Action"][];
            /** @description Only with `as_of`: the moment. Heartbeats of that time are unknown, and no action is allowed. */
            readonly as_of?: components["schemas"]["AsOf"];
            /** @description `pause` is among the allowed actions. */
            readonly can_pause: boolean;
            /** @description `run` is among the allowed actions. */
            readonly can_run: boolean;
            /** @description The run was open in another system, and the import of the item stopped it. */
            readonly cancel_cause: "import" | null;
            /** @description The reason that a person gave. */
            readonly cancel_reason: string | null;
            /** @description When a person, or the end of an import, stopped the newest run. */
            readonly cancelled_at: string | null;
            /** @description The user who stopped it, or who imported the item. Opaque. */
            readonly cancelled_by: string | null;
            /** @description The name of that user; null if unknown. */
            readonly cancelled_by_name: string | null;
            /**
             * Format: date-time
             * @description When it was registered.
             */
            readonly created_at: string;
            /** @description When it was deleted; deletion does not change the status. */
            readonly deleted_at: string | null;
            /** @description For people; null if there is none, and after erasure. */
            readonly description: string | null;
            /** @description Your oldest item with the same content (sha256) that was registered earlier and is not deleted. */
            readonly duplicate_of: components["schemas"]["Duplicate"] | null;
            /** @description A part of what can be read is the result of an earlier run: the present run has not made its own yet, or could not. The files and the transcript say which. */
            readonly earlier_run: boolean;
            /** @description When content and personal data were erased. */
            readonly erased_at: string | null;
            /** @description When it will be done, as a range. Null if nothing is awaited, or if it is unknown. */
            readonly eta: components["schemas"]["Eta"] | null;
            /** @description Why the ETA is unknown. */
            readonly eta_reason: ("review" | "paused" | "waiting" | "no-worker" | "stalled" | "no-progress" | "overdue" | "queued" | "length-unknown" | "unknown") | null;
            /** @description When its retention ended: content and personal data are gone, and it cannot be restored. */
            readonly expired_at: string | null;
            /** @description The retention date of a deleted item, until which it can be restored. */
            readonly expires_at: string | null;
            /** @description The newest run was given up, or every output has failed. Independent of the status; the next run clears it. */
            readonly failed: boolean;
            /** @description When it failed permanently. */
            readonly failed_at: string | null;
            /** @description The name of the first failed step. */
            readonly failed_at_stage: string | null;
            /** @description What went wrong, in words. */
            readonly failed_reason: string | null;
            /** @description The name of the uploaded file, without folders. */
            readonly file_name: string | null;
            /** @description Counts of the follow-ups of all outputs that were not skipped. */
            readonly follow_up_summary: components["schemas"]["FollowUpSummary"];
            /** @description A step has failed and was not tried again since. */
            readonly has_errors: boolean;
            /** @description The item. Opaque. */
            readonly id: string;
            /** @description When its history was imported from another system. Its earlier times are those of that system. */
            readonly imported_at: string | null;
            /** @description Null if the status promises no more than it keeps. */
            readonly label: ("stalled" | "stopped" | "queued") | null;
            /** @description `auto` or BCP 47. */
            readonly language: string;
            /**
             * @description The language is the default of the user who registered the item.
             * @constant
             */
            readonly language_source?: "default";
            /** @description Title, date, sender and more; null until found, and after erasure. */
            readonly metadata: components["schemas"]["DocumentMetadata"] | null;
            /** @description Finished content waits until a person publishes it: `publish` is among the allowed actions. */
            readonly needs_review: boolean;
            /** @description A newer release wrote to the item; the last readable state is shown. */
            readonly needs_upgrade: boolean;
            /** @description Running steps finish, and no step starts. */
            readonly on_pause: boolean;
            /** @description The result of the request. */
            readonly outcome: components["schemas"]["Outcome"];
            /** @description Every output of the item, in the order of the configuration. */
            readonly outputs: readonly components["schemas"]["Output"][];
            /** @description The reason that a person gave. */
            readonly pause_reason: string | null;
            /** @description When the pause began. */
            readonly pause_requested_at: string | null;
            /** @description When it continues automatically. */
            readonly pause_until: string | null;
            /** @description The user who paused it. Opaque. */
            readonly paused_by: string | null;
            /** @description The name of that user; null if unknown. */
            readonly paused_by_name: string | null;
            /** @description Settings of this item for later runs, above those of its template; null if there are none. */
            readonly preferences: components["schemas"]["PreferencesAnswer"] | null;
            /** @description Its pictures and its waveform for lists and players. */
            readonly previews: components["schemas"]["Previews"];
            /** @description The finished fraction of the work; null if unknown. */
            readonly progress: number | null;
            /** @description Since when `progress` has this value; null if nothing runs, or if this server has not seen the change. */
            readonly progress_at: string | null;
            /** @description The commit that cannot be applied; null if all can. */
            readonly quarantine: components["schemas"]["QuarantinePlace"] | null;
            /** @description The history needs an operator; the last good state is shown. */
            readonly quarantined: boolean;
            /** @description The length of that queue, this one included. */
            readonly queue_length: number | null;
            /** @description The place in the queue of its lane, 1 for the next; null if not queued, or unknown. */
            readonly queue_position: number | null;
            /** @description The file: hash, size, type and pages; null until known. */
            readonly record: components["schemas"]["DocumentRecord"] | null;
            /** @description Planned or done by retention; null if it leaves the item alone, or a person has deleted it. */
            readonly retention: components["schemas"]["Retention"] | null;
            /** @description Opaque; send it back as `min_revision` or `after_revision`. */
            readonly revision: string;
            /** @description The rules of the library that have changed the document, from its history. */
            readonly rules_applied: readonly components["schemas"]["AppliedRule"][];
            /** @description The newest run; null before the first, and after a reset. */
            readonly run: components["schemas"]["Run"] | null;
            /** @description Where the item comes from. */
            readonly source: components["schemas"]["Source"];
            /**
             * Format: date-time
             * @description The time since which this answer may lack changes, because the tables are behind the log or cannot be compared with it. Absent while the tables are up to date, and in pushed items.
             */
            readonly stale_since?: string;
            /** @description True if it runs and its worker is dead. Null: unknown, e.g. right after the start of this server. */
            readonly stalled: boolean | null;
            /**
             * @description The most urgent state that applies, the same words for all kinds. `stalled`: in progress, but the worker does not respond. `unreadable`: the history needs an operator or a newer release.
             * @enum {string}
             */
            readonly state: "deleted" | "stopped" | "failed" | "partial" | "unconfirmed" | "follow_up_failed" | "to_review" | "paused" | "waiting" | "in_progress" | "queued" | "ready" | "not_started" | "stalled" | "unreadable";
            /** @description The reason of the state, in one sentence; null if it needs none. */
            readonly state_reason: string | null;
            /**
             * @description `pending` before the first step, or where it was stopped; `processing` while steps remain; then `completed`, or `failed` if a step has failed.
             * @enum {string}
             */
            readonly status: "pending" | "processing" | "completed" | "failed";
            /** @description Every step, in the order of the plan. */
            readonly steps: readonly components["schemas"]["DocumentStep"][];
            /** @description The folder and name under which it is filed; null until known, and after erasure. */
            readonly storage: components["schemas"]["DocumentStorage"] | null;
            /** @description The number of steps by status, without zeros. */
            readonly summary: components["schemas"]["DocumentSummary"];
            /** @description The tags that people gave it; none after erasure. */
            readonly tags: readonly string[];
            /** @description The template whose settings later runs use; null if none is bound. */
            readonly template: components["schemas"]["BoundTemplate"] | null;
            /** @description Nothing more happens until a person acts, except retention. */
            readonly terminal: boolean;
            /** @description The source and amount of its text; null until known. */
            readonly text: components["schemas"]["DocumentText"] | null;
            /** @description The title that a person or the source gave, else the one in a document, else the name of the file; null after erasure. */
            readonly title: string | null;
            /** @description The document waits for a person to check its fields: one of `unsure_fields` is not sure, and nobody has accepted it. */
            readonly unsure: boolean;
            /** @description The fields that were found with doubts, or are missing, and that nobody has corrected. */
            readonly unsure_fields: readonly string[];
            /**
             * Format: date-time
             * @description When anything of it but its previews last changed.
             */
            readonly updated_at: string;
            /** @description Counts of the outputs that were not skipped. */
            readonly upload_summary: components["schemas"]["UploadSummary"];
            /** @description The outputs of each kind of destination, and the worst of their statuses. */
            readonly uploads: {
                readonly [key: string]: components["schemas"]["UploadsByType"];
            };
            /** @description What the steps wait for. They continue automatically. If no step of the item is running, the entries with `queue` name the queue, and the place of the item in it. */
            readonly waiting_for: readonly components["schemas"]["Waiting"][];
        };
        readonly DocumentCommandPreview: {
            /** @description The document. Opaque. */
            readonly document_id: string;
            /**
             * @description Nothing was changed.
             * @constant
             */
            readonly dry_run: true;
            /** @description The outcome that the command would have. */
            readonly outcome: components["schemas"]["Outcome"];
            /** @description The status after the command. */
            readonly status_after: ("pending" | "processing" | "completed" | "failed") | null;
            /** @description The command would change something. */
            readonly would_change: boolean;
        };
        readonly DocumentDryRun: {
            /** @description The layer that decided each setting of a step: `default`, `server`, `user`, `template`, `previous run`, `run template`, `preferences`, `request`, or `output` for the patterns of an output itself. */
            readonly config_sources: {
                readonly [key: string]: string;
            };
            /** @description The document. Opaque. */
            readonly document_id: string;
            /**
             * @description Nothing was started.
             * @constant
             */
            readonly dry_run: true;
            /** @description The request itself sets configuration. */
            readonly has_manual_overrides: boolean;
            /** @description The texts of each delivery of a recording, by the function that makes them for the delivery. */
            readonly metadata: readonly components["schemas"]["OutputTexts"][];
            /**
             * @description What the run would do.
             * @enum {string}
             */
            readonly outcome: "start" | "resume" | "nothing";
            /** @description The monthly quota that the run would wait for; null if there is room. */
            readonly quota_wait: components["schemas"]["QuotaWait"] | null;
            /** @description Why nothing would be done, or which part of the request has no effect. */
            readonly reason: components["schemas"]["Outcome"] | null;
            /** @description Every step of the run, and those that it would drop. */
            readonly steps: readonly components["schemas"]["DryRunStep"][];
            /** @description The templates among these layers. */
            readonly templates: components["schemas"]["RunTemplates"];
        };
        readonly DocumentExplanation: {
            /** @description What each action would answer you now. */
            readonly allowed_actions: readonly components["schemas"]["Action"][];
            /** @description When it was deleted. */
            readonly deleted_at: string | null;
            /** @description The document. Opaque. */
            readonly document_id: string;
            /** @description Your oldest document with the same content (sha256) that was registered earlier and is not deleted. */
            readonly duplicate_of: components["schemas"]["ExplainedDuplicate"] | null;
            /** @description When content and personal data were erased. */
            readonly erased_at: string | null;
            /** @description When its retention ended: content and personal data are gone, and it cannot be restored. */
            readonly expired_at: string | null;
            /** @description Until when a deleted item can be restored. */
            readonly expires_at: string | null;
            /**
             * Format: date-time
             * @description When it was explained.
             */
            readonly explained_at: string;
            /** @description Why it counts as failed, or not. */
            readonly failure: components["schemas"]["FailureExplanation"];
            /** @description Whether the row that lists and items are read from is up to date. */
            readonly projection: components["schemas"]["RowFacts"];
            /** @description When retention deletes the item, and why. */
            readonly retention: components["schemas"]["RetentionExplanation"];
            /** @description The revision up to which the log is explained. */
            readonly revision: string;
            /** @description The newest run. */
            readonly run: components["schemas"]["ExplainedRun"];
            /** @description Settings of the bound template that the preferences of the item override. */
            readonly settings: readonly components["schemas"]["ExplainedSetting"][];
            /** @description Why it has this status. */
            readonly status: components["schemas"]["DocumentStatusExplanation"];
            /** @description The steps of the plan that are not completed: unfinished, skipped, or unconfirmed. */
            readonly steps: readonly components["schemas"]["ExplainedStep"][];
        };
        readonly DocumentFieldsBody: {
            /** @description The amount to pay; `null` clears it. */
            readonly amount?: components["schemas"]["CorrectedAmount"];
            /**
             * @description The day of the document; `null` clears it.
             * @example 2024-03-01
             */
            readonly date?: string;
            /**
             * @description The day by which to pay; `null` clears it.
             * @example 2024-03-01
             */
            readonly due_date?: string;
            /**
             * @description The language, as BCP 47; `null` clears it.
             * @example en
             */
            readonly language?: string;
            /** @description The number of an invoice; `null` clears it. */
            readonly number?: string;
            /** @description The sender or author; `null` clears it. */
            readonly sender?: string;
            /** @description Each tag once, whatever its case; they replace the present tags. `null` removes all. */
            readonly tags?: readonly string[];
            /** @description The title of the document. It cannot be cleared. */
            readonly title?: string;
            /** @description `invoice`, `letter`, `contract` …; `null` clears it. */
            readonly type?: string;
        };
        readonly DocumentFinding: {
            /** @description Other values that were found, the best first. */
            readonly alternatives: readonly string[];
            /** @description The confidence of the found value, from 0 to 1. Null: its source gives none, such as a model. */
            readonly confidence: number | null;
            /** @description The time of the correction. */
            readonly corrected_at: string | null;
            /** @description The user who wrote the value last. Opaque. */
            readonly corrected_by: string | null;
            /** @description The currency of `value`, as ISO 4217; only of `amount`. */
            readonly currency?: string | null;
            /** @description The character after the last one. */
            readonly end: number | null;
            /** @description The found value, whatever a person has written since. */
            readonly found: (string | readonly string[]) | null;
            /** @description The currency of `found`; only of `amount`. */
            readonly found_currency?: string | null;
            /** @description The page with the found value. Null: not known, for example of a written text, unless its PDF has one page. */
            readonly page: number | null;
            /** @description The names of the rules that gave the value; only of `type` and `tags`. Empty once a person has changed it. */
            readonly rules: readonly string[];
            /** @description The first character in the text of the page (`text.json`). */
            readonly start: number | null;
            /** @description True if the found value is sure, or a person has written the value. */
            readonly sure: boolean;
            /** @description The corrected value, else the found one; a list for `tags`. Null: none. */
            readonly value: (string | readonly string[]) | null;
        };
        readonly DocumentFindings: {
            /** @description The amount to pay, with a dot: `1234.56`. */
            readonly amount: components["schemas"]["DocumentFinding"];
            /** @description The date in the document: `2024-03-01`. */
            readonly date: components["schemas"]["DocumentFinding"];
            /** @description The due date: `2024-03-31`. */
            readonly due_date: components["schemas"]["DocumentFinding"];
            /** @description The language: `en`. */
            readonly language: components["schemas"]["DocumentFinding"];
            /** @description The number of an invoice. */
            readonly number: components["schemas"]["DocumentFinding"];
            /** @description The sender or author. */
            readonly sender: components["schemas"]["DocumentFinding"];
            /** @description The tags of the document; the found keywords if it has none. */
            readonly tags: components["schemas"]["DocumentFinding"];
            /** @description The title of the document. */
            readonly title: components["schemas"]["DocumentFinding"];
            /** @description `invoice`, `letter`, `contract` … */
            readonly type: components["schemas"]["DocumentFinding"];
        };
        readonly DocumentInvoice: {
            /** @description The amount to pay. */
            readonly amount?: components["schemas"]["InvoiceAmount"];
            /** @description The date of the invoice. */
            readonly date?: components["schemas"]["InvoiceText"];
            /** @description The due date: a stated day, or the date plus a term such as 30 days. */
            readonly due_date?: components["schemas"]["InvoiceText"];
            /** @description The number of the invoice. */
            readonly number?: components["schemas"]["InvoiceText"];
            /** @description The sender of the invoice. */
            readonly sender?: components["schemas"]["InvoiceText"];
        };
        readonly DocumentList: {
            /** @description A page, in the order of `sort`. */
            readonly items: readonly components["schemas"]["Document"][];
            /** @description Send it back as `cursor` for the next page; null on the last. */
            readonly next_cursor: string | null;
            /**
             * Format: date-time
             * @description The time since which this answer may lack changes, because the tables are behind the log or cannot be compared with it. Absent while the tables are up to date, and in pushed items.
             */
            readonly stale_since?: string;
            /** @description With `include=total`. */
            readonly total?: number;
        };
        readonly DocumentMetadata: {
            /** @description The date in the document: `2024-03-01`. */
            readonly date?: string;
            /** @description The source of these facts. `local`: rules on this server; otherwise a model. */
            readonly engine?: string;
            /** @description Every field with its value, its confidence and its place. People can correct them. */
            readonly findings: components["schemas"]["DocumentFindings"];
            /** @description The facts of an invoice, bill or receipt, found by rules on this server. */
            readonly invoice?: components["schemas"]["DocumentInvoice"];
            /** @description The language, as ISO 639-1: `en`. */
            readonly language?: string;
            /** @description The name of the model. */
            readonly model?: string;
            /** @description The sender or author. */
            readonly sender?: string;
            /** @description What the document says, in a few sentences. */
            readonly summary?: string;
            /** @description Keywords. */
            readonly tags?: readonly string[];
            /** @description The title in the document. */
            readonly title?: string;
            /** @description `invoice`, `letter`, `contract` … */
            readonly type?: string;
        };
        readonly DocumentOverrides: {
            /** @description Writes the results into the PDF. */
            readonly embed?: boolean;
            /** @description The pattern of its folder, with `/` between levels. */
            readonly folder_pattern?: string;
            /** @description The languages of a scan, by their codes for text recognition: `eng`, `deu`. */
            readonly languages?: readonly string[];
            /** @description A document with more pages is refused. */
            readonly max_pages?: number;
            /** @description The largest page or image that is read without reducing it. */
            readonly max_pixels?: number;
            /** @description How title, date and sender are found. */
            readonly metadata?: components["schemas"]["MetadataOverrides"];
            /** @description The pattern of its file name: `{{date}} {{sender}} {{title}}`. */
            readonly name_pattern?: string;
        };
        readonly DocumentPart: {
            /** @description The pages, in this order, each at most once in these ranges. Pages that no range has are left out. They may change between documents at most 49 times. */
            readonly pages: readonly components["schemas"]["PartRange"][];
            /** @description The title of the new document; default: the one that is found in it, else the name of the file with the pages. */
            readonly title?: string;
        };
        readonly DocumentRecord: {
            /** @description True if the file is encrypted. */
            readonly encrypted?: boolean;
            /** @description The file extension of that type. */
            readonly extension?: string;
            /** @description Pixels of a picture. */
            readonly height?: number;
            /** @description `pdf`, `image`, `office`, `text`, `html` or `email`. */
            readonly kind?: string;
            /** @description True if the file cannot be read without a password. */
            readonly locked?: boolean;
            /** @description The type of the file, detected by its bytes. */
            readonly media_type?: string;
            /** @description The number of pages. */
            readonly pages?: number;
            /** @description The hash of the file. */
            readonly sha256?: string;
            /** @description True if the file has a digital signature. */
            readonly signed?: boolean;
            /** @description Bytes. */
            readonly size?: number;
            /** @description Pixels of a picture. */
            readonly width?: number;
        };
        readonly DocumentRule: {
            /**
             * Format: date-time
             * @description When the rule was made.
             */
            readonly created_at: string;
            /** @description The documents whose present result the rule has changed. Deleted documents do not count. */
            readonly documents: number;
            /** @description Runs that start while it is on apply it, when they find the fields of their document. */
            readonly enabled: boolean;
            /** @description The number of the rule. */
            readonly id: number;
            /** @description Names the rule in the history of documents, and in `rules_applied`. Opaque. */
            readonly key: string;
            /** @description Unique within the library. Documents name the rules that have changed them. */
            readonly name: string;
            /** @description Grows with every change; in quotation marks it is the `ETag`. */
            readonly revision: number;
            /** @description Documents of this sender. Capital letters and extra spaces make no difference; everything else must be the same. */
            readonly sender: string;
            /** @description The tags that a document gets. */
            readonly tags: readonly string[];
            /** @description The type that a document gets. */
            readonly type: string | null;
            /**
             * Format: date-time
             * @description When the rule was last changed.
             */
            readonly updated_at: string;
        };
        readonly DocumentRuleBody: {
            /**
             * @description False: no document gets anything. Documents that the rule has changed stay as they are.
             * @default true
             */
            readonly enabled?: boolean;
            /** @description Unique within the library. Documents name the rules that have changed them. Surrounding spaces are removed. */
            readonly name: string;
            /** @description Documents of this sender. Capital letters and extra spaces make no difference; everything else must be the same. */
            readonly sender: string;
            /** @description The tags that a document gets, besides those that it has. Each once, whatever its case. */
            readonly tags?: readonly string[];
            /** @description The type that a document gets: `invoice`, `letter`, `contract` … */
            readonly type?: string;
        };
        readonly DocumentRuleList: {
            /** @description Oldest first: in the order in which they apply. At most 200. */
            readonly items: readonly components["schemas"]["DocumentRule"][];
        };
        readonly DocumentRuleSuggestion: {
            /** @description The documents that people gave the tag or the type. */
            readonly count: number;
            /** @description The newest of the documents, 10 at most. */
            readonly documents: readonly components["schemas"]["RuleEvidence"][];
            /** @description Names the suggestion, to dismiss it. Opaque. */
            readonly id: string;
            /** @description The documents of the sender for which people have decided otherwise. */
            readonly otherwise: number;
            /** @description The sender, as its newest document writes it. */
            readonly sender: string;
            /** @description The tag that people gave these documents. Empty: the suggestion is about the type. */
            readonly tags: readonly string[];
            /** @description The type that people gave these documents. */
            readonly type: string | null;
        };
        readonly DocumentStatusExplanation: {
            /** @description The events that set the checked facts, oldest first. */
            readonly follows_from: readonly components["schemas"]["ExplainedEvent"][];
            /** @description The rules before it, in order; none of them applies. */
            readonly lost: readonly components["schemas"]["CheckedRule"][];
            /** @description The rules after it, which were not checked. */
            readonly not_considered: readonly components["schemas"]["Rule"][];
            /** @description The first rule that applies. */
            readonly rule: components["schemas"]["CheckedRule"];
            /** @description The event since which this is so. */
            readonly since: components["schemas"]["ExplainedEvent"] | null;
            /**
             * @description The status.
             * @enum {string}
             */
            readonly status: "PENDING_SOURCE" | "INITIALIZED" | "SKIPPED" | "DOWNLOADING" | "DOWNLOADED" | "PROCESSING" | "PROCESSED" | "UPLOADING" | "UPLOADED" | "READY" | "EXPIRED";
        };
        readonly DocumentStep: {
            /** @description The number of the newest attempt; 0 before the first. */
            readonly attempt: number;
            /** @description When it was completed, skipped, or failed. */
            readonly completed_at: string | null;
            /** @description Its results. */
            readonly details: {
                readonly [key: string]: unknown;
            } | null;
            /** @description What went wrong, in words, until the next attempt starts. */
            readonly error_message: string | null;
            /**
             * @description Where the summary counts it.
             * @enum {string}
             */
            readonly group: "main" | "uploads";
            /** @description The finished fraction of the work, if known. */
            readonly progress: number | null;
            /** @description When it is tried again automatically. */
            readonly retry_at: string | null;
            /** @description Why it was skipped. */
            readonly skip_reason: ("disabled" | "manual" | "error" | "parent_failed" | "no_engine" | "no_engine_for_language" | "no_audio" | "all_silence" | "not_applicable" | "encrypted" | "signed" | "no_text") | null;
            /** @description When its newest attempt started. */
            readonly started_at: string | null;
            /**
             * @description The status; a failed step keeps it until it is tried again.
             * @enum {string}
             */
            readonly status: "pending" | "in_progress" | "success" | "failure" | "skipped";
            /** @description One of the eight main steps, or `queue_` or `upload_to_` and the name of a destination. */
            readonly step_name: string;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            readonly updated_at: string;
            /** @description The stable code of what it waits for. Nothing is wrong with it. */
            readonly waiting_for: string | null;
        };
        readonly DocumentStorage: {
            /** @description The folder, with `/` between levels. Empty: none. */
            readonly folder?: string;
            /** @description The file name. */
            readonly name?: string;
        };
        readonly DocumentSummary: {
            /** @description The eight main steps. */
            readonly main: {
                readonly [key: string]: number;
            };
            /** @description The steps of all destinations; waiting ones are `queued`. */
            readonly uploads: {
                readonly [key: string]: number;
            };
        };
        readonly DocumentText: {
            /** @description The length of the text. */
            readonly characters?: number;
            /** @description The mean confidence of the OCR, in percent. */
            readonly confidence?: number;
            /** @description False if the text was read without conversion to PDF. */
            readonly converted?: boolean;
            /** @description The engine that converted the document to PDF. */
            readonly converted_by?: string;
            /** @description The engine that read the text: `text-layer`, `plain`, `html`, `mail` or the name of an OCR engine. */
            readonly engine?: string;
            /** @description The languages of the OCR: `eng`, `deu`. */
            readonly languages?: readonly string[];
            /** @description Requested languages that the OCR engine does not have. */
            readonly languages_missing?: readonly string[];
            /** @description The number of pages. */
            readonly pages?: number;
            /** @description Blank pages. */
            readonly pages_blank?: number;
            /** @description Pages on which OCR found only junk, which is dropped. */
            readonly pages_hopeless?: number;
            /** @description Pages read by OCR. */
            readonly pages_ocr?: number;
            /** @description Pages read by OCR with low confidence: compare their text with the page. */
            readonly pages_poor?: number;
            /** @description Pages that were not read. */
            readonly pages_unread?: number;
            /** @description The number of pages with a text layer. */
            readonly pages_with_text?: number;
            /**
             * @description Whether all, some or none of the pages have a text layer.
             * @enum {string}
             */
            readonly text?: "layer" | "partial" | "none";
        };
        readonly DroppedText: {
            /** @description Seconds. */
            readonly end: number;
            /**
             * @description `repeated`: the same words again and again; `silence`: words where the sound is silent; `no-speech`: the engine hardly took the sound for speech.
             * @enum {string}
             */
            readonly reason: "repeated" | "silence" | "no-speech";
            /** @description Seconds. */
            readonly start: number;
            /** @description The number of words; the words are not kept. */
            readonly words: number;
        };
        readonly DryRun: {
            /** @description The layer that decided each setting of a step: `default`, `server`, `user`, `template`, `previous run`, `run template`, `preferences`, `request`, or `output` for the patterns of an output itself. */
            readonly config_sources: {
                readonly [key: string]: string;
            };
            /**
             * @description Nothing was started.
             * @constant
             */
            readonly dry_run: true;
            /** @description The request itself sets configuration. */
            readonly has_manual_overrides: boolean;
            /** @description The texts of each delivery of a recording, by the function that makes them for the delivery. */
            readonly metadata: readonly components["schemas"]["OutputTexts"][];
            /**
             * @description What the run would do.
             * @enum {string}
             */
            readonly outcome: "start" | "resume" | "nothing";
            /** @description The monthly quota that the run would wait for; null if there is room. */
            readonly quota_wait: components["schemas"]["QuotaWait"] | null;
            /** @description Why nothing would be done, or which part of the request has no effect. */
            readonly reason: components["schemas"]["Outcome"] | null;
            /** @description The recording. Opaque. */
            readonly recording_id: string;
            /** @description Every step of the run, and those that it would drop. */
            readonly steps: readonly components["schemas"]["DryRunStep"][];
            /** @description The templates among these layers. */
            readonly templates: components["schemas"]["RunTemplates"];
        };
        readonly DryRunStep: {
            /**
             * @description `run`: it would run · `hold`: it would wait until a person publishes it · `keep`: its result exists and stays · `skip`: it would be skipped · `drop`: earlier runs had it, this plan does not.
             * @enum {string}
             */
            readonly action: "run" | "hold" | "keep" | "skip" | "drop";
            /** @description Steps that must end first. */
            readonly depends_on: readonly string[];
            /**
             * @description The kind of step.
             * @enum {string}
             */
            readonly kind: "source" | "stage" | "delivery" | "followUp" | "document" | "mirror" | "preview";
            /** @description The delivery stays, and would be an earlier version after the run. */
            readonly outdated: boolean;
            /** @description Why it would be skipped. */
            readonly skip_reason: ("disabled" | "manual" | "error" | "parent_failed" | "no_engine" | "no_engine_for_language" | "no_audio" | "all_silence" | "not_applicable" | "encrypted" | "signed" | "no_text") | null;
            /** @description `DOWNLOAD`, a stage, or `deliver:` and the name of an output. */
            readonly step: string;
        };
        readonly Duplicate: {
            /**
             * Format: date-time
             * @description When it was registered.
             */
            readonly created_at: string;
            /** @description The other item. Opaque. */
            readonly id: string;
        };
        readonly DuplicateGroup: {
            /** @description Opaque. Stays the same while the items have the same file, values or text. */
            readonly id: string;
            /** @description All items of the group. */
            readonly item_count: number;
            /** @description The items, the oldest first; the 50 oldest at most. */
            readonly items: readonly components["schemas"]["ComparedItem"][];
            /**
             * @description The kind of the items.
             * @enum {string}
             */
            readonly kind: "document" | "recording";
            /** @description Of similar texts: about how many percent of its text the least similar item has in common with the oldest one. Null for other reasons. */
            readonly likeness: number | null;
            /**
             * @description `same_file`: the files have the same bytes. `same_amount`: the same sender, date and amount. `same_title`: the same sender, date and title, without an amount. `similar_text`: documents with nearly the same text.
             * @enum {string}
             */
            readonly reason: "same_file" | "same_amount" | "same_title" | "similar_text";
        };
        readonly DuplicateList: {
            /** @description The group with the newest item first. */
            readonly items: readonly components["schemas"]["DuplicateGroup"][];
            /** @description Send it back as `cursor` for the next page; null on the last. */
            readonly next_cursor: string | null;
            /**
             * @description How much is known of similar texts, which the search compares. `current`: all. `behind`: some texts are not compared yet, so groups may be missing. `building`: the search index is being filled, and groups are missing. `stopped`: the search does not run, and groups may be missing. `unavailable`: no similar texts are known now, because the tables of the search cannot be read, or not soon enough.
             * @enum {string}
             */
            readonly similar_texts: "current" | "behind" | "building" | "stopped" | "unavailable";
            /**
             * Format: date-time
             * @description The time since which this answer may lack changes, because the tables are behind the log or cannot be compared with it. Absent while the tables are up to date, and in pushed items.
             */
            readonly stale_since?: string;
            /** @description All groups of the kinds and reasons. */
            readonly total: number;
        };
        readonly DuplicateUpload: {
            /** @description The recording with the same content. Opaque. */
            readonly existing_id: string;
            /**
             * @description Why there is no new recording.
             * @enum {string}
             */
            readonly problem: "duplicate";
        };
        readonly Embed: {
            /** @description True: recordings that become ready later wait until somebody approves them. False: they join by themselves, also those that wait now. */
            readonly ask_first: boolean;
            /**
             * Format: date-time
             * @description When it was made.
             */
            readonly created_at: string;
            /** @description When it expires; null if never. */
            readonly expires_at: string | null;
            /** @description How often it was fetched. Nothing is stored about who has. */
            readonly fetches: number;
            /** @description It opens nothing. Opaque. */
            readonly id: string;
            /** @description When it was fetched last. */
            readonly last_fetched_at: string | null;
            /** @description The user who made it. Opaque. */
            readonly made_by: string;
            /** @description The name of the user who made it; null if unknown. */
            readonly made_by_name: string | null;
            /**
             * @description `audio`: people get the sound alone, if a run has made it, else the file that people play. `video`: the file that people play.
             * @enum {string}
             */
            readonly media: "audio" | "video";
            /** @description The sites whose pages may show the player. */
            readonly origins: readonly string[];
            /** @description When its address was renewed last. */
            readonly renewed_at: string | null;
            /** @description When it was revoked. */
            readonly revoked_at: string | null;
            /** @description The user who revoked it; null if nobody has, or after the account was deleted. Opaque. */
            readonly revoked_by: string | null;
            /** @description The name of the user who revoked it. */
            readonly revoked_by_name: string | null;
            /**
             * @description `open`: it works. `expired`: its time is over. `revoked`: a person has ended it. `suspended`: it does not work, because the user who made it may no longer change the library. `off`: the operator of the server has switched sharing off, so it does not work.
             * @enum {string}
             */
            readonly state: "open" | "expired" | "revoked" | "suspended" | "off";
            /** @description Recordings with this tag; null for all of the library. */
            readonly tag: string | null;
            /** @description The title that people without an account see. */
            readonly title: string;
        };
        readonly EmbedList: {
            /** @description Open embeds, then the others, each newest first; 200 at most. Ended ones are kept for 90 days. */
            readonly items: readonly components["schemas"]["Embed"][];
        };
        readonly EmbeddedFile: {
            /** @description The media type. */
            readonly media_type: string;
            /** @description The address of the content, on this server; another content has another one. It supports ranges. */
            readonly url: string;
        };
        readonly EmbeddedRecording: {
            /** @description The subtitles (WebVTT); null without any. */
            readonly captions: components["schemas"]["EmbeddedFile"] | null;
            /** @description The length in seconds; null if unknown. */
            readonly duration_seconds: number | null;
            /** @description True if `/transcript` shows the spoken words. */
            readonly has_transcript: boolean;
            /** @description Its id in this embed. It says nothing of the recording. */
            readonly id: string;
            /** @description The file to play. */
            readonly media: components["schemas"]["EmbeddedFile"];
            /** @description The title; null if it has none. */
            readonly title: string | null;
        };
        readonly EmbeddedSet: {
            /** @description The latest registered first; 300 at most. */
            readonly items: readonly components["schemas"]["EmbeddedRecording"][];
            /** @description The title of the embed. */
            readonly title: string;
        };
        readonly EmbeddedTranscript: {
            /** @description BCP 47. */
            readonly language: string;
            /** @description In order of time. */
            readonly segments: readonly components["schemas"]["SharedSegment"][];
            /** @description Empty if the engine distinguishes no speakers. */
            readonly speakers: readonly components["schemas"]["SharedSpeaker"][];
        };
        readonly EngineTestAnswer: {
            /** @description The name of the engine. */
            readonly engine: string;
            /** @description The model of the engine. */
            readonly model: string;
            /** @description The length of the transcribed speech in seconds. */
            readonly seconds: number;
            /** @description Seconds of speech for each second of time. Longer recordings are faster with whisper.cpp. */
            readonly speed: number;
            /** @description The words that are spoken. */
            readonly spoken_words: number;
            /** @description The time of the transcription in milliseconds. */
            readonly took_ms: number;
            /** @description The words that the engine has heard. */
            readonly words: string;
            /** @description The words that are replaced, missing or additional. */
            readonly wrong_words: number;
        };
        readonly Erase: {
            /**
             * @description Confirms the erasure, which cannot be undone.
             * @constant
             */
            readonly confirm: true;
        };
        readonly Eta: {
            /**
             * @description `history`: measured on this installation. `rule`: wide bounds by the length of the media or the number of pages, while too little is measured.
             * @enum {string}
             */
            readonly basis: "history" | "rule";
            /** @description Half of the comparable steps took no longer. By the rule: hardly anything is faster. Null once this time has passed. */
            readonly from: string | null;
            /** @description The number of comparable steps; the lowest of all remaining steps. 0 by the rule. */
            readonly samples: number;
            /**
             * Format: date-time
             * @description Nine of ten comparable steps took no longer. By the rule: hardly anything is slower.
             */
            readonly to: string;
        };
        readonly EventList: {
            /** @description Oldest first. */
            readonly items: readonly components["schemas"]["AuditEvent"][];
            /** @description Send it back as `after` for the next page; null on the last. */
            readonly next_cursor: string | null;
        };
        readonly EventSender: {
            /** @description Events that have changed an item. */
            readonly accepted: number;
            /** @description What an operator should look at; null if there is nothing. */
            readonly concern: ("too-fast" | "refused") | null;
            /** @description When the last verdict was given; null if there was none. */
            readonly last_event_at: string | null;
            /** @description The last hour, to the minute. */
            readonly last_hour: components["schemas"]["SenderHour"];
            /** @description The refusals by their code, the most frequent first. */
            readonly refusals: readonly components["schemas"]["RefusalCount"][];
            /** @description Events that changed nothing, for a reason. */
            readonly refused: number;
            /** @description Events that an item had already. */
            readonly repeated: number;
            /** @description `user:ID` for the API, `nats:NAME` for the bus, `other` for all from the 101st on. */
            readonly sender: string;
            /** @description Events that wait on the bus; null if the broker does not answer. */
            readonly waiting: number | null;
        };
        readonly EventSenderList: {
            /** @description The senders, by name. */
            readonly items: readonly components["schemas"]["EventSender"][];
            /**
             * Format: date-time
             * @description Since when this server counts: its start.
             */
            readonly since: string;
        };
        readonly ExplainedDuplicate: {
            /**
             * Format: date-time
             * @description When it was registered.
             */
            readonly created_at: string;
            /** @description The other item. Opaque. */
            readonly id: string;
            /** @description The same in words. */
            readonly says: string;
        };
        readonly ExplainedEvent: {
            /**
             * Format: date-time
             * @description When it was recorded.
             */
            readonly at: string;
            /** @description The id, as in the list of events. */
            readonly id: string;
            /** @description Its index in the commit. */
            readonly index: number;
            /** @description The same in words. */
            readonly message: string;
            /** @description The position of its commit in the log. */
            readonly position: string;
            /** @description The step that it concerns. */
            readonly step: string | null;
            /** @description For example `StepCompleted`. */
            readonly type: string;
        };
        readonly ExplainedRun: {
            /**
             * @description Its state.
             * @enum {string}
             */
            readonly code: "none" | "active" | "paused" | "rolled-back" | "cancelled" | "review" | "ended";
            /** @description The layer that decided each setting of a step, when the run started: `default`, `server`, `user`, `template`, `previous run`, `run template`, `preferences`, `request`, or `output`. Empty without a run. */
            readonly config_sources: {
                readonly [key: string]: string;
            };
            /** @description The reason that a person gave for its pause or end. */
            readonly reason: string | null;
            /** @description The same in words. */
            readonly says: string;
            /** @description Since when. */
            readonly since: string | null;
        };
        readonly ExplainedSetting: {
            /**
             * @description The layer that names it too.
             * @constant
             */
            readonly beats: "template";
            /**
             * @description The layer that decides.
             * @constant
             */
            readonly layer: "preferences";
            /** @description The path of the setting. */
            readonly path: string;
            /** @description The same in words. */
            readonly says: string;
        };
        readonly ExplainedStep: {
            /** @description The number of the newest attempt; 0 before the first. */
            readonly attempt: number;
            /**
             * @description Its situation.
             * @enum {string}
             */
            readonly code: "depends" | "review" | "queued" | "retry" | "waiting" | "running" | "paused" | "run-failing" | "importing" | "due" | "failed" | "rolled-back" | "cancelled" | "unconfirmed" | "other-language" | "languages-missing" | "no-speech" | "skipped";
            /** @description Steps that must end first. */
            readonly depends_on: readonly string[];
            /** @description The code of what it waits for, of its error, or of the reason why it was skipped. */
            readonly for: string | null;
            /**
             * @description The kind of step.
             * @enum {string}
             */
            readonly kind: "source" | "stage" | "delivery" | "followUp" | "document" | "mirror" | "preview";
            /** @description The queue of its work. */
            readonly lane: string;
            /** @description Of a running step: which other workers could run it. */
            readonly lane_service: components["schemas"]["LaneFacts"] | null;
            /** @description Of a running step: whether its worker is alive. */
            readonly lease: components["schemas"]["LeaseFacts"] | null;
            /** @description The message of its last attempt. */
            readonly message: string | null;
            /** @description The same in words. */
            readonly says: string;
            /**
             * @description The service whose workers run it.
             * @enum {string}
             */
            readonly service: "ingest" | "processing" | "upload";
            /**
             * Format: date-time
             * @description Since when this is so.
             */
            readonly since: string;
            /** @description `DOWNLOAD`, a stage, or `deliver:` and the name of an output. */
            readonly step: string;
            /** @description When it continues automatically, if known. */
            readonly until: string | null;
            /** @description The worker that runs it. */
            readonly worker: string | null;
        };
        readonly Explanation: {
            /** @description What each action would answer you now. */
            readonly allowed_actions: readonly components["schemas"]["Action"][];
            /** @description When it was deleted. */
            readonly deleted_at: string | null;
            /** @description Your oldest recording with the same content (sha256) that was registered earlier and is not deleted. */
            readonly duplicate_of: components["schemas"]["ExplainedDuplicate"] | null;
            /** @description When content and personal data were erased. */
            readonly erased_at: string | null;
            /** @description When its retention ended: content and personal data are gone, and it cannot be restored. */
            readonly expired_at: string | null;
            /** @description Until when a deleted item can be restored. */
            readonly expires_at: string | null;
            /**
             * Format: date-time
             * @description When it was explained.
             */
            readonly explained_at: string;
            /** @description Why it counts as failed, or not. */
            readonly failure: components["schemas"]["FailureExplanation"];
            /** @description Whether the row that lists and items are read from is up to date. */
            readonly projection: components["schemas"]["RowFacts"];
            /** @description The recording. Opaque. */
            readonly recording_id: string;
            /** @description When retention deletes the item, and why. */
            readonly retention: components["schemas"]["RetentionExplanation"];
            /** @description The revision up to which the log is explained. */
            readonly revision: string;
            /** @description The newest run. */
            readonly run: components["schemas"]["ExplainedRun"];
            /** @description Settings of the bound template that the preferences of the item override. */
            readonly settings: readonly components["schemas"]["ExplainedSetting"][];
            /** @description Why it has this status. */
            readonly status: components["schemas"]["StatusExplanation"];
            /** @description The steps of the plan that are not completed: unfinished, skipped, or unconfirmed. */
            readonly steps: readonly components["schemas"]["ExplainedStep"][];
        };
        readonly ExportArchive: {
            /** @description The hash of the content, in hex. */
            readonly sha256: string;
            /** @description Bytes. */
            readonly size: number;
            /** @description The address of the archive, on this server. */
            readonly url: string;
        };
        readonly ExternalEventVerdict: {
            /** @description The id of the event; null if it has no valid id. */
            readonly id: string | null;
            /** @description The item; null if the event was refused. Opaque. */
            readonly item_id: string | null;
            /** @description Why the event was refused. Pointers of `errors` lead into the event. */
            readonly problem: components["schemas"]["Problem"] | null;
            /** @description The revision of the item after the event; null if the event was refused. */
            readonly revision: string | null;
            /**
             * @description `accepted`: the item has changed · `repeated`: the item has this already, nothing was changed · `refused`: see `problem`.
             * @enum {string}
             */
            readonly status: "accepted" | "repeated" | "refused";
        };
        readonly ExternalEventVerdicts: {
            /** @description A verdict for each event, in the order of the request. */
            readonly items: readonly components["schemas"]["ExternalEventVerdict"][];
        };
        readonly ExternalEventsBody: {
            /** @description CloudEvents 1.0, decided in this order. Types: `throughline.external.step.completed`, `throughline.external.step.skipped`, `throughline.external.step.failed`, `throughline.external.delivery.confirmed`, `throughline.external.delivery.failed`, `throughline.external.delivery.settled`. Each event is checked by itself, and has a verdict of its own. `/asyncapi.json` has their schemas. */
            readonly events: readonly {
                readonly [key: string]: unknown;
            }[];
        };
        readonly FailureExplanation: {
            /** @description When it failed permanently. */
            readonly at: string | null;
            /** @description The stable code of the error. */
            readonly code: string | null;
            /** @description As on the item. */
            readonly failed: boolean;
            /** @description The events that set the checked facts, oldest first. */
            readonly follows_from: readonly components["schemas"]["ExplainedEvent"][];
            /** @description The rules before it, in order; none of them applies. */
            readonly lost: readonly components["schemas"]["CheckedRule"][];
            /** @description The rules after it, which were not checked. */
            readonly not_considered: readonly components["schemas"]["Rule"][];
            /** @description What went wrong, in words. */
            readonly reason: string | null;
            /** @description The first rule that applies. */
            readonly rule: components["schemas"]["CheckedRule"];
            /** @description The event since which this is so. */
            readonly since: components["schemas"]["ExplainedEvent"] | null;
            /** @description The failed step. */
            readonly step: string | null;
        };
        readonly FieldMapAnswer: {
            /** @description The property for the time of completion. */
            readonly completed_at?: string;
            /** @description The property for the address of the delivered file, with `Complete`. */
            readonly drive_url?: string;
            /** @description The property for the duration in seconds, with `Complete`. */
            readonly duration?: string;
            /** @description The property for the spoken language, with `Complete`. */
            readonly language?: string;
            /** @description The property for the problem, with `Error`. */
            readonly process_errors?: string;
            /** @description The property for the status: one of six words. */
            readonly status?: string;
        };
        readonly FieldMapBody: {
            /** @description The property for the time of completion. */
            readonly completed_at?: string;
            /** @description The property for the address of the delivered file, with `Complete`. */
            readonly drive_url?: string;
            /** @description The property for the duration in seconds, with `Complete`. */
            readonly duration?: string;
            /** @description The property for the spoken language, with `Complete`. */
            readonly language?: string;
            /** @description The property for the problem, with `Error`. */
            readonly process_errors?: string;
            /** @description The property for the status: one of six words. */
            readonly status?: string;
        };
        readonly FieldProblemAnswer: {
            /** @description What is wrong there. */
            readonly message: string;
            /** @description Where in the body (JSON Pointer); `/query/…` in the query. Empty: the body as a whole. */
            readonly pointer: string;
        };
        readonly FollowUp: {
            /** @description The number of the newest attempt, over all runs; 0 before the first. */
            readonly attempt: number;
            /** @description When it was completed. */
            readonly completed_at: string | null;
            /** @description The step has failed permanently. Between automatic retries this is false. */
            readonly failed: boolean;
            /** @description When it failed permanently. */
            readonly failed_at: string | null;
            /** @description The error message; also of a step that is tried again at `retry_at`, and of a stage that an allowed error skipped. */
            readonly failed_reason: string | null;
            /** @description The action, e.g. `thumbnail`. */
            readonly name: string;
            /** @description When it is tried again automatically; the status is `PENDING` until then. */
            readonly retry_at: string | null;
            /** @description Why it was skipped. */
            readonly skip_reason: ("disabled" | "manual" | "error" | "parent_failed" | "no_engine" | "no_engine_for_language" | "no_audio" | "all_silence" | "not_applicable" | "encrypted" | "signed" | "no_text") | null;
            /** @description When the newest run first started it; a restart or retry does not change this. */
            readonly started_at: string | null;
            /**
             * @description The status of the follow-up.
             * @enum {string}
             */
            readonly status: "PENDING" | "IN_PROGRESS" | "COMPLETED" | "FAILED" | "SKIPPED";
        };
        readonly FollowUpSummary: {
            /** @description Completed follow-ups. */
            readonly completed: number;
            /** @description Follow-ups that failed permanently. */
            readonly failed: number;
            /** @description Follow-ups. */
            readonly total: number;
        };
        readonly IdentityAnswer: {
            /** @description The name of the account at the provider. */
            readonly account: string;
            /** @description The role that the provider gave at the last sign-in; null if it gives none. */
            readonly claimed_role: ("viewer" | "operator" | "admin") | null;
            /**
             * Format: date-time
             * @description When the account was connected.
             */
            readonly connected_at: string;
            /** @description The connected account. Opaque. */
            readonly id: string;
            /** @description When the account last signed you in. */
            readonly last_used_at: string | null;
            /** @description The name of the provider, for people. */
            readonly provider: string;
        };
        readonly IdentityList: {
            /** @description Connected accounts, oldest first. */
            readonly items: readonly components["schemas"]["IdentityAnswer"][];
        };
        readonly ImportBatch: {
            /**
             * @description Checks the batch and stores nothing.
             * @default false
             */
            readonly dry_run?: boolean;
            /** @description The items, each once. */
            readonly items: readonly components["schemas"]["ImportedItem"][];
            /** @description The library that owns the items. Default: the library of your token or sign-in. */
            readonly library?: string;
        };
        readonly ImportOutcome: {
            /** @description The commits that this batch has added; with `dry_run`, would add. */
            readonly commits: number;
            /** @description The item. Opaque. */
            readonly id: string;
            /**
             * @description `imported`: with this batch the item is complete. `in-progress`: stored, and more batches follow. `unchanged`: all of it was here before. `refused`: nothing of the batch was stored for this item.
             * @enum {string}
             */
            readonly outcome: "imported" | "in-progress" | "unchanged" | "refused";
            /** @description With `refused`: the reason. Pointers in `errors` are places in the body of the request. */
            readonly problem?: components["schemas"]["Problem"];
        };
        readonly ImportResult: {
            /** @description Nothing was stored, because the request asked so. */
            readonly dry_run: boolean;
            /** @description In the order of the request. */
            readonly items: readonly components["schemas"]["ImportOutcome"][];
        };
        readonly ImportedFile: {
            /** @description The item. */
            readonly item: string;
            /** @description The key of the file, as an event of the item names it. */
            readonly key: string;
            /** @description The bytes of the file. */
            readonly size: number;
        };
        readonly ImportedFileState: {
            /**
             * @description `missing`: send its bytes. `present`: it is stored. `not-needed`: it would be removed again, because the content of the item is gone, or the item has a newer file in its place.
             * @enum {string}
             */
            readonly state: "missing" | "present" | "not-needed";
            /** @description With `missing`: the upload that takes the bytes, from its `offset`. */
            readonly upload: components["schemas"]["Upload"] | null;
        };
        readonly ImportedItem: {
            /** @description Required if the batch continues the history: the `originref` of the commit before the first one of the batch. The batch is refused if that commit is not here, so no commits are lost in between. Of events without `originref`: `SOURCE#POSITION`. */
            readonly after?: string;
            /**
             * @description The last batch of the item: the import of the item ends with it.
             * @default false
             */
            readonly complete?: boolean;
            /** @description Whole commits in their order, as CloudEvents. A batch begins the history, repeats a part of it, or continues it. */
            readonly events: readonly unknown[];
            /** @description The id of the item: the `subject` of its events. */
            readonly id: string;
        };
        readonly IncomingVideo: {
            /** @description The attachments of a Discord message: the first video or audio counts, otherwise the first. */
            readonly attachments?: unknown;
            /** @description The text of a Discord message: its first address counts. */
            readonly content?: string;
            /** @description The page of a Notion automation, with its properties. The property of the type url is the video. */
            readonly data?: unknown;
            /** @description Another name of `video_url`. */
            readonly discord_video_url?: string;
            /** @description `auto` or BCP 47. Default: the language of the channel. */
            readonly language?: string;
            /** @description Another name of `video_url`. */
            readonly link?: string;
            /** @description Another name of `page_id`. */
            readonly notion_page_id?: string;
            /** @description Another name of `page_id`. */
            readonly page?: string;
            /** @description Another name of `page_id`. */
            readonly pageId?: string;
            /** @description The page at Notion, by its id or its address. */
            readonly page_id?: string;
            /** @description Another name of `page_id`. */
            readonly page_url?: string;
            /** @description The secret of the channel, unless a header has it. */
            readonly secret?: string;
            /** @description The title of the recording. */
            readonly title?: string;
            /** @description Another name of `video_url`. */
            readonly url?: string;
            /** @description The address of the video. The first of its names counts; addresses of Notion are ignored. */
            readonly video_url?: string;
            /** @description Another name of `video_url`. */
            readonly youtube_url?: string;
        };
        readonly IncomingVideoAnswer: {
            /** @description The path of the state of its page. */
            readonly mirror: string;
            /** @description Why a failed recording was not run again, and how to run it. */
            readonly note?: string;
            /** @description The recording of this page and address. Opaque. */
            readonly recording_id: string;
            /** @description The status of the recording. */
            readonly status: string;
            /** @description The path of the recording. */
            readonly url: string;
        };
        readonly IncomingVideoForm: {
            /** @description The text of a Discord message: its first address counts. */
            readonly content?: string;
            /** @description Another name of `video_url`. */
            readonly discord_video_url?: string;
            /** @description `auto` or BCP 47. Default: the language of the channel. */
            readonly language?: string;
            /** @description Another name of `video_url`. */
            readonly link?: string;
            /** @description Another name of `page_id`. */
            readonly notion_page_id?: string;
            /** @description Another name of `page_id`. */
            readonly page?: string;
            /** @description Another name of `page_id`. */
            readonly pageId?: string;
            /** @description The page at Notion, by its id or its address. */
            readonly page_id?: string;
            /** @description Another name of `page_id`. */
            readonly page_url?: string;
            /** @description The secret of the channel, unless a header has it. */
            readonly secret?: string;
            /** @description The title of the recording. */
            readonly title?: string;
            /** @description Another name of `video_url`. */
            readonly url?: string;
            /** @description The address of the video. The first of its names counts; addresses of Notion are ignored. */
            readonly video_url?: string;
            /** @description Another name of `video_url`. */
            readonly youtube_url?: string;
        };
        readonly Invitation: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            readonly created_at: string;
            /**
             * Format: date-time
             * @description When it expires, used or not.
             */
            readonly expires_at: string;
            /** @description The invitation. It opens nothing. Opaque. */
            readonly id: string;
            /** @description The owner who made it. Opaque. */
            readonly made_by: string;
            /** @description The name of the owner who made it. */
            readonly made_by_name: string;
            /** @description Who is invited, or another note. */
            readonly note: string | null;
            /** @description When an owner revoked it. */
            readonly revoked_at: string | null;
            /**
             * @description A `viewer` reads, an `operator` also works, an `owner` also manages the members.
             * @enum {string}
             */
            readonly role: "viewer" | "operator" | "owner";
            /**
             * @description `open`: the link works. `used`: one person has accepted it. `expired`: nobody has, in time. `revoked`: an owner has revoked it. `suspended`: the link does not work, because the user who made it is no longer an owner or may no longer write.
             * @enum {string}
             */
            readonly state: "open" | "used" | "expired" | "revoked" | "suspended";
            /** @description When it was accepted. */
            readonly used_at: string | null;
            /** @description The user who accepted it; null if nobody has, or after the account was deleted. Opaque. */
            readonly used_by: string | null;
            /** @description The name of the user who accepted it. */
            readonly used_by_name: string | null;
        };
        readonly InvitationCode: {
            /** @description The part of an invitation link after the #. */
            readonly code: string;
        };
        readonly InvitationList: {
            /** @description Open invitations, then the others, each newest first. Ended ones are kept for 30 days. */
            readonly items: readonly components["schemas"]["Invitation"][];
        };
        readonly InvitationPreview: {
            /** @description True if you can accept without an account, and get one. */
            readonly creates_account: boolean;
            /**
             * Format: date-time
             * @description When the invitation expires.
             */
            readonly expires_at: string;
            /** @description The name of the user who invites you. */
            readonly invited_by: string;
            /** @description The library. Opaque. */
            readonly library_id: string;
            /** @description The name of the library. */
            readonly library_name: string;
            /**
             * @description The role that you get. A `viewer` reads, an `operator` also works, an `owner` also manages the members.
             * @enum {string}
             */
            readonly role: "viewer" | "operator" | "owner";
        };
        readonly InvoiceAmount: {
            /** @description Other values that were found, the best first. */
            readonly alternatives?: readonly string[];
            /** @description From 0 to 1. */
            readonly confidence: number;
            /** @description The currency, as ISO 4217: `EUR`. Absent if the document names none. */
            readonly currency?: string;
            /** @description The character after the last one. */
            readonly end: number;
            /** @description The page with the text. */
            readonly page: number;
            /** @description The first character in the text of the page (`text.json`). */
            readonly start: number;
            /** @description True from a confidence of 0.9 on. Check other values before you rely on them. */
            readonly sure: boolean;
            /** @description The amount to pay, or the total with taxes, with a dot: `1234.56`. */
            readonly value: string;
        };
        readonly InvoiceText: {
            /** @description Other values that were found, the best first. */
            readonly alternatives?: readonly string[];
            /** @description From 0 to 1. */
            readonly confidence: number;
            /** @description The character after the last one. */
            readonly end: number;
            /** @description The page with the text. */
            readonly page: number;
            /** @description The first character in the text of the page (`text.json`). */
            readonly start: number;
            /** @description True from a confidence of 0.9 on. Check other values before you rely on them. */
            readonly sure: boolean;
            /** @description The value; a day as `2024-03-01`. */
            readonly value: string;
        };
        readonly Job: {
            /**
             * Format: date-time
             * @description When the job was made.
             */
            readonly created_at: string;
            /** @description The recordings that it starts. */
            readonly filters: components["schemas"]["JobFilters"];
            /** @description The number of the job. */
            readonly id: number;
            /** @description False: it runs only on request. */
            readonly is_enabled: boolean;
            /** @description Its newest run. */
            readonly last_run: components["schemas"]["JobRun"] | null;
            /** @description Unique within the library. */
            readonly name: string;
            /** @description The next times at which it runs; none if it is not enabled. */
            readonly next_runs: readonly string[];
            /** @description Settings of the runs, as a run request has them. */
            readonly processing_config?: components["schemas"]["ProcessingConfig"];
            /** @description Grows with every change; in quotation marks it is the `ETag`. */
            readonly revision: number;
            /** @description The times at which it runs. */
            readonly schedule: components["schemas"]["JobSchedule"];
            /** @description The sources that its templates name together; null: all sources that are not paused. */
            readonly source_ids: readonly number[] | null;
            /** @description The recordings that it looks at. */
            readonly sync_config: components["schemas"]["JobSync"];
            /** @description The templates of its recordings. If several match a recording, the first of them is used. */
            readonly template_ids: readonly number[];
            /**
             * Format: date-time
             * @description When the job was last changed.
             */
            readonly updated_at: string;
        };
        readonly JobBody: {
            /** @description The recordings that it starts. */
            readonly filters?: components["schemas"]["JobFilters"];
            /**
             * @description False: it runs only on request.
             * @default true
             */
            readonly is_enabled?: boolean;
            /** @description Unique within the library. Surrounding spaces are removed. */
            readonly name: string;
            /** @description Settings of the runs, as a run request has them. They override those of all templates. */
            readonly processing_config?: components["schemas"]["ProcessingConfig"];
            /** @description The times at which it runs. */
            readonly schedule: components["schemas"]["JobSchedule"];
            /** @description The recordings that it looks at. */
            readonly sync_config?: components["schemas"]["JobSync"];
            /** @description The templates of its recordings. If several match a recording, the first of them is used. */
            readonly template_ids: readonly number[];
        };
        readonly JobBroughtItem: {
            /** @description Why the run did not select it; null: it did, or has not looked at it. */
            readonly reason: ("too-old" | "in-progress" | "imported" | "blank" | "other-source" | "other-template" | "no-template" | "unreadable" | "too-many" | "other-status" | "started-by-source") | null;
            /** @description The recording. Opaque. */
            readonly recording_id: string;
            /** @description The number of its source. */
            readonly source_id: number;
            /** @description Its title; null if it has none, or is not in the library any more. */
            readonly title: string | null;
        };
        readonly JobDryRun: {
            /** @description Always true. */
            readonly dry_run: boolean;
            /** @description The recordings in the library that it would start. */
            readonly items: readonly components["schemas"]["JobPreviewItem"][];
            /** @description Recordings with the right status that were left out, by reason. */
            readonly left_out: {
                readonly [key: string]: number;
            };
            /** @description The first 100 of them. */
            readonly left_out_items: readonly components["schemas"]["JobLeftOutItem"][];
            /** @description The recordings that its sources would bring; the first 200 of each source. */
            readonly new_items: readonly components["schemas"]["JobNewItem"][];
            /** @description What is wrong with the job. */
            readonly problems: readonly string[];
            /** @description The sources; `added` is what a run would add. */
            readonly sources: readonly components["schemas"]["JobSource"][];
            /** @description Recordings that started within it would be taken. */
            readonly window: components["schemas"]["JobWindow"];
        };
        readonly JobFilters: {
            /**
             * @description Leaves out recordings that have no length, or in which an earlier run found no sound.
             * @default true
             */
            readonly exclude_blank?: boolean;
            /**
             * @description The statuses that it starts. `SKIPPED` recordings are started only if it is named.
             * @default [
             *       "INITIALIZED"
             *     ]
             */
            readonly status?: readonly ("PENDING_SOURCE" | "INITIALIZED" | "SKIPPED" | "DOWNLOADING" | "DOWNLOADED" | "PROCESSING" | "PROCESSED" | "UPLOADING" | "UPLOADED" | "READY" | "EXPIRED")[];
        };
        readonly JobLeftOutItem: {
            /**
             * @description Why the run would leave it out.
             * @enum {string}
             */
            readonly reason: "too-old" | "in-progress" | "imported" | "blank" | "other-source" | "other-template" | "no-template" | "unreadable" | "too-many";
            /** @description The recording. Opaque. */
            readonly recording_id: string;
            /** @description Its title. */
            readonly title: string | null;
        };
        readonly JobList: {
            /** @description Oldest first. */
            readonly items: readonly components["schemas"]["Job"][];
        };
        readonly JobNewItem: {
            /** @description Other templates of the job that match. The first template of the job wins. */
            readonly also_matches: readonly number[];
            /** @description Why it cannot be imported. */
            readonly detail: string | null;
            /** @description Why it would be imported only. */
            readonly reason: ("too-old" | "in-progress" | "imported" | "blank" | "other-source" | "other-template" | "no-template" | "unreadable" | "too-many" | "other-status" | "started-by-source") | null;
            /** @description The number of its source. */
            readonly source_id: number;
            /** @description When it started; null: its source does not tell, and the time of the import counts. */
            readonly started_at: string | null;
            /** @description The template of its run. */
            readonly template_id: number | null;
            /** @description Its title. The name in the source, if it cannot be imported. */
            readonly title: string;
            /**
             * @description `start`: imported and started. `import`: imported only. `wait`: not complete yet, a later run looks again. `fail`: cannot be imported.
             * @enum {string}
             */
            readonly verdict: "start" | "import" | "wait" | "fail";
        };
        readonly JobNotBroughtEntry: {
            /** @description The reason. */
            readonly detail: string | null;
            /** @description The name of the file or recording. */
            readonly name: string;
            /** @description The number of the source. */
            readonly source_id: number;
            /**
             * @description `wait`: it was not complete yet.
             * @enum {string}
             */
            readonly verdict: "wait" | "fail";
        };
        readonly JobPreviewItem: {
            /** @description Other templates of the job that match. The first template of the job wins. */
            readonly also_matches: readonly number[];
            /** @description The code that a single request would have. */
            readonly code: string;
            /** @description The same in words. */
            readonly detail: string;
            /** @description The recording. Opaque. */
            readonly recording_id: string;
            /** @description The template that is used and bound; null: the one that the recording is bound to. */
            readonly template_id: number | null;
            /** @description Its title. */
            readonly title: string | null;
            /**
             * @description What the run would do.
             * @enum {string}
             */
            readonly verdict: "change" | "skip" | "refuse" | "error";
        };
        readonly JobRun: {
            /**
             * @description What started it.
             * @enum {string}
             */
            readonly cause: "schedule" | "request";
            /** @description When it ended. */
            readonly ended_at: string | null;
            /** @description The run. Opaque. */
            readonly id: string;
            /** @description Recordings with the right status that were left out, by reason. */
            readonly left_out: {
                readonly [key: string]: number;
            };
            /** @description Earlier times of the schedule that it makes up for; 1,000 means at least so many. */
            readonly missed: number;
            /** @description The time of the schedule that it belongs to; null for a run on request. */
            readonly occurrence: string | null;
            /** @description What went wrong. */
            readonly problem: string | null;
            /** @description The user for whom it acts. Opaque. */
            readonly requested_by: string;
            /** @description The sources that it has read. */
            readonly sources: readonly components["schemas"]["JobSource"][];
            /**
             * Format: date-time
             * @description When it began.
             */
            readonly started_at: string;
            /**
             * @description `failed`: it has started nothing, because of the `problem`.
             * @enum {string}
             */
            readonly state: "running" | "done" | "failed";
            /** @description Recordings by what the run did. */
            readonly totals: components["schemas"]["JobRunTotals"];
            /** @description Recordings that started within it are taken. */
            readonly window: components["schemas"]["JobWindow"];
        };
        readonly JobRunItem: {
            /** @description Other templates of the job that match. The first template of the job wins. */
            readonly also_matches: readonly number[];
            /** @description The code that a single request would have. */
            readonly code: string | null;
            /** @description The same in words. */
            readonly detail: string | null;
            /** @description What the run did; null: not yet. */
            readonly outcome: ("changed" | "skipped" | "refused" | "error" | "left_out") | null;
            /** @description The recording. Opaque. */
            readonly recording_id: string;
            /** @description The template that is used and bound; null: the one that the recording is bound to. */
            readonly template_id: number | null;
            /** @description Its title; null if it has none, or is not in the library any more. */
            readonly title: string | null;
        };
        readonly JobRunList: {
            /** @description The newest 50. */
            readonly items: readonly components["schemas"]["JobRun"][];
        };
        readonly JobRunTotals: {
            /** @description Recordings that the run has started. */
            readonly changed: number;
            /** @description Recordings that a server error kept from being started. */
            readonly error: number;
            /** @description Recordings whose state did not allow it. */
            readonly refused: number;
            /** @description Recordings that were selected. */
            readonly selected: number;
            /** @description Recordings with nothing to do. */
            readonly skipped: number;
        };
        readonly JobRunWithItems: {
            /** @description The recordings that its sources brought; the first 200 of each source. */
            readonly brought: readonly components["schemas"]["JobBroughtItem"][];
            /**
             * @description What started it.
             * @enum {string}
             */
            readonly cause: "schedule" | "request";
            /** @description When it ended. */
            readonly ended_at: string | null;
            /** @description The run. Opaque. */
            readonly id: string;
            /** @description The recordings that were selected. */
            readonly items: readonly components["schemas"]["JobRunItem"][];
            /** @description Recordings with the right status that were left out, by reason. */
            readonly left_out: {
                readonly [key: string]: number;
            };
            /** @description The first 100 recordings that were left out. */
            readonly left_out_items: readonly components["schemas"]["JobLeftOutItem"][];
            /** @description Earlier times of the schedule that it makes up for; 1,000 means at least so many. */
            readonly missed: number;
            /** @description Entries that could not be imported. They are kept as long as the sync of their source. */
            readonly not_brought: readonly components["schemas"]["JobNotBroughtEntry"][];
            /** @description The time of the schedule that it belongs to; null for a run on request. */
            readonly occurrence: string | null;
            /** @description What went wrong. */
            readonly problem: string | null;
            /** @description The user for whom it acts. Opaque. */
            readonly requested_by: string;
            /** @description The sources that it has read. */
            readonly sources: readonly components["schemas"]["JobSource"][];
            /**
             * Format: date-time
             * @description When it began.
             */
            readonly started_at: string;
            /**
             * @description `failed`: it has started nothing, because of the `problem`.
             * @enum {string}
             */
            readonly state: "running" | "done" | "failed";
            /** @description Recordings by what the run did. */
            readonly totals: components["schemas"]["JobRunTotals"];
            /** @description Recordings that started within it are taken. */
            readonly window: components["schemas"]["JobWindow"];
        };
        readonly JobSchedule: {
            /** @description Required for `weekdays`; for `hours` the default is every day. */
            readonly days?: readonly ("sun" | "mon" | "tue" | "wed" | "thu" | "fri" | "sat")[];
            /** @description Required for `hours`: the hours between two times, counted from `from` on each day. */
            readonly every?: number;
            /** @description Required for `cron`: minute, hour, day of the month, month, day of the week. */
            readonly expression?: string;
            /** @description The first time of `hours`; default: `00:00`. `HH:MM`. */
            readonly from?: string;
            /**
             * @description `time_of_day`: every day. `hours`: every few hours. `weekdays`: on some days of the week. `cron`.
             * @enum {string}
             */
            readonly kind: "time_of_day" | "hours" | "weekdays" | "cron";
            /** @description Required for `time_of_day` and `weekdays`. `HH:MM`. */
            readonly time?: string;
            /** @description The IANA time zone of all times, such as `Europe/Berlin` or `UTC`. */
            readonly time_zone: string;
            /** @description The latest time of `hours`; default: the end of the day. `HH:MM`. */
            readonly to?: string;
        };
        readonly JobSource: {
            /** @description Those that the sync has registered; in a dry run, would register. */
            readonly added: number;
            /** @description Entries that its sync has found. */
            readonly found: number;
            /** @description Its name. */
            readonly name: string;
            /** @description Why it could not be read. */
            readonly problem: string | null;
            /** @description The number of the source. */
            readonly source_id: number;
        };
        readonly JobSync: {
            /**
             * @description Recordings that started within this number of days before the run.
             * @default 2
             */
            readonly sync_days?: number;
        };
        readonly JobWindow: {
            /**
             * Format: date-time
             * @description Recordings that started before it are left out.
             */
            readonly from: string;
            /**
             * Format: date-time
             * @description When the run began.
             */
            readonly to: string;
        };
        readonly JoinByInvitation: {
            /** @description The part of an invitation link after the #. */
            readonly code: string;
            /** @description Your name, which nobody else has. */
            readonly name: string;
        };
        readonly KeepDuplicatesBody: {
            /** @description Items that are not duplicates of each other, in any order. */
            readonly ids: readonly string[];
        };
        readonly KeptDuplicates: {
            /** @description The decision. The same items have the same id. */
            readonly id: string;
            /** @description The items. Those that have left the library or are erased are absent; a decision with fewer than two others is not listed. */
            readonly items: readonly components["schemas"]["KeptItem"][];
            /**
             * Format: date-time
             * @description When a person decided it.
             */
            readonly kept_at: string;
        };
        readonly KeptDuplicatesList: {
            /** @description The newest first. */
            readonly items: readonly components["schemas"]["KeptDuplicates"][];
            /** @description Send it back as `cursor` for the next page; null on the last. */
            readonly next_cursor: string | null;
        };
        readonly KeptItem: {
            /** @description The item. Opaque. */
            readonly id: string;
            /**
             * @description Its kind.
             * @enum {string}
             */
            readonly kind: "document" | "recording";
            /** @description Its title. */
            readonly title: string | null;
        };
        readonly LaneFacts: {
            /** @description The steps that they run. */
            readonly busy: number | null;
            /** @description The steps that they can run at once. */
            readonly concurrency: number | null;
            /** @description The same in words. */
            readonly says: string;
            /** @description Since when no worker serves it. */
            readonly since: string | null;
            /**
             * @description Whether any worker takes work of the lane.
             * @enum {string}
             */
            readonly state: "served" | "unserved" | "unknown";
            /** @description The workers that serve it. */
            readonly workers: number | null;
        };
        readonly LeaseFacts: {
            /** @description By the broker's clock. */
            readonly heartbeat_age_ms: number | null;
            /** @description The time of the last heartbeat. */
            readonly heartbeat_at: string | null;
            /** @description The finished fraction of the work, by the last heartbeat. */
            readonly progress: number | null;
            /** @description When it first had this value; null if this server has not seen that. */
            readonly progress_at: string | null;
            /** @description The same in words. */
            readonly says: string;
            /**
             * @description `late`: heartbeats are missing, and the term is not over.
             * @enum {string}
             */
            readonly state: "alive" | "late" | "stalled" | "unknown";
            /** @description A worker without a heartbeat for this long counts as lost. */
            readonly term_ms: number | null;
            /** @description The worker that holds it. */
            readonly worker: string | null;
        };
        readonly Ledger: {
            /** @description Oldest first. */
            readonly items: readonly components["schemas"]["LedgerEntry"][];
            /** @description Send it as `after` for the next page; null on the last. */
            readonly next_cursor: string | null;
        };
        readonly LedgerEntry: {
            /** @description The bytes that the sender announced. */
            readonly announced: number | null;
            /** @description The reply; null if there is none yet. */
            readonly answer: components["schemas"]["LedgerReply"] | null;
            /** @description The recording. Opaque. */
            readonly asset_id: string;
            /**
             * Format: date-time
             * @description When the request arrived.
             */
            readonly at: string;
            /** @description The number of the attempt that sent the request. */
            readonly attempt: number;
            /** @description The id of that attempt. Opaque. */
            readonly attempt_id: string;
            /** @description The follow-up of the request. */
            readonly follow_up: string | null;
            /** @description The id of the request; send it as `after`. */
            readonly id: string;
            /** @description Identifies the content of the recording at this output. */
            readonly key: string;
            /**
             * @description The kind of request.
             * @enum {string}
             */
            readonly kind: "find" | "put" | "open" | "inspect" | "send" | "finish" | "cancel" | "post" | "follow-up";
            /** @description The offset of the first byte sent. */
            readonly offset: number | null;
            /** @description The id of the process that sent the request. */
            readonly pid: number;
            /** @description The upload session of the request. */
            readonly session: string | null;
        };
        readonly LedgerReply: {
            /**
             * Format: date-time
             * @description When the reply was given.
             */
            readonly at: string;
            /** @description The bytes that this request stored. */
            readonly bytes: number | null;
            /** @description `ok`, or the code of a refusal. */
            readonly code: string;
            /** @description True if the reply was given but never arrived. */
            readonly lost: boolean;
            /** @description The object that is stored now. */
            readonly object: string | null;
            /** @description The upload session that was opened. */
            readonly session: string | null;
        };
        readonly LeftOriginal: {
            /** @description The name of the folder, as the operator has opened it (`TL_SOURCE_FOLDERS`). */
            readonly folder: string;
            /** @description The path below the folder; null after an erasure. */
            readonly path: string | null;
            /** @description The bytes of the file. */
            readonly size: number;
        };
        readonly LibraryAnswer: {
            /** @description The library. A personal library has the id of its user. Opaque. */
            readonly id: string;
            /** @description The name of the library. A personal library is first named after its user. */
            readonly name: string;
        };
        readonly LibraryChoiceBody: {
            /**
             * @description `erase`: its items are erased. `move`: its items move to the library `to`, and it ends. `transfer`: the member `to` becomes its owner.
             * @enum {string}
             */
            readonly action: "erase" | "move" | "transfer";
            /** @description The id of a library whose only owner is the user. */
            readonly id: string;
            /** @description The id of a library for `move`, or of a member for `transfer`. */
            readonly to?: string;
        };
        readonly LibraryDetails: {
            /**
             * Format: date-time
             * @description When the library was created.
             */
            readonly created_at: string;
            /** @description True for the library that this token or sign-in works in. */
            readonly current: boolean;
            /** @description The library. A personal library has the id of its user. Opaque. */
            readonly id: string;
            /** @description The number of members. */
            readonly members: number;
            /** @description The name of the library. */
            readonly name: string;
            /** @description True for the personal library of a user, which cannot be deleted or transferred. */
            readonly personal: boolean;
            /**
             * @description Your role in it. A `viewer` reads, an `operator` also works, an `owner` also manages the members.
             * @enum {string}
             */
            readonly role: "viewer" | "operator" | "owner";
            /** @description Opaque: in quotation marks it is the `ETag` to rename the library by. */
            readonly version: string;
        };
        readonly LibraryList: {
            /** @description Your personal library first, then those that you have joined. */
            readonly items: readonly components["schemas"]["LibraryDetails"][];
        };
        readonly LibraryMember: {
            /** @description True if an administrator has shut the user out. */
            readonly disabled: boolean;
            /** @description The name of the user. */
            readonly name: string;
            /**
             * @description A `viewer` reads, an `operator` also works, an `owner` also manages the members.
             * @enum {string}
             */
            readonly role: "viewer" | "operator" | "owner";
            /**
             * Format: date-time
             * @description When the user became a member.
             */
            readonly since: string;
            /** @description The user. Opaque. */
            readonly user_id: string;
        };
        readonly LibrarySource: {
            /**
             * @description The kind of items that it brings.
             * @enum {string}
             */
            readonly brings: "recording" | "document";
            /**
             * Format: date-time
             * @description When the source was set up.
             */
            readonly created_at: string;
            /** @description The number of its credential. */
            readonly credential_id: number | null;
            /** @description The number of the source. */
            readonly id: number;
            /** @description Minutes between two syncs. Without them, it is synced only on request and by jobs. */
            readonly interval_minutes: number | null;
            /** @description The newest sync that was no dry run. */
            readonly last_sync: components["schemas"]["SourceSync"] | null;
            /** @description Unique within the library. */
            readonly name: string;
            /** @description The templates and jobs that use it. */
            readonly named_by: components["schemas"]["SourceUsers"];
            /** @description When it is synced next by itself. Jobs may sync it earlier. */
            readonly next_sync_at: string | null;
            /** @description Counts the changes. In quotation marks it is the `ETag`. */
            readonly revision: number;
            /** @description Starts a run of each new item at once. Without this field, a source of documents does so, and a source of recordings does not. */
            readonly run: boolean;
            /** @description The settings, as its type's form describes them. */
            readonly settings: {
                readonly [key: string]: string | number | boolean;
            };
            /**
             * @description `paused`: it is not synced.
             * @enum {string}
             */
            readonly state: "active" | "paused";
            /** @description The template that new items are bound to. */
            readonly template_id: number | null;
            /** @description A type of source; `GET /api/v1/source-types` lists them with their settings. */
            readonly type: string;
            /**
             * Format: date-time
             * @description When the source was last changed.
             */
            readonly updated_at: string;
        };
        readonly LimitsOverrides: {
            /** @description An attempt without progress for this long is ended and tried again. */
            readonly no_progress_ms?: number;
            /** @description The longest time of one attempt of the download or a stage. */
            readonly step_timeout_ms?: number;
            /** @description The timeout is at least this many times the length of the recording. */
            readonly timeout_media_factor?: number;
        };
        readonly ListedItem: {
            /** @description It is failed or partial, and another attempt is possible and may help: `run` of a recording or a document, `retry` of a session. */
            readonly can_retry: boolean;
            /**
             * Format: date-time
             * @description When it was registered.
             */
            readonly created_at: string;
            /** @description When it was deleted. */
            readonly deleted_at: string | null;
            /** @description Seconds of media; null until known, and for documents. */
            readonly duration_seconds: number | null;
            /** @description When it will be done, as a range. Null if nothing is awaited, or if it is unknown. */
            readonly eta: components["schemas"]["Eta"] | null;
            /** @description Why the ETA is unknown. */
            readonly eta_reason: ("review" | "paused" | "waiting" | "no-worker" | "stalled" | "no-progress" | "overdue" | "queued" | "length-unknown" | "unknown") | null;
            /** @description The stage at which it failed, as the item names it; null if it has not failed. */
            readonly failed_at_stage: string | null;
            /** @description The name of the uploaded file, without folders. */
            readonly file_name: string | null;
            /** @description The item. Opaque. */
            readonly id: string;
            /**
             * @description Its kind, which names the path of its other operations.
             * @enum {string}
             */
            readonly kind: "recording" | "document" | "session";
            /** @description `auto` or BCP 47. */
            readonly language: string;
            /** @description A person has to do something. */
            readonly needs_attention: boolean;
            /** @description Its outputs, in the order of the configuration. */
            readonly outputs: readonly components["schemas"]["ListedOutput"][];
            /** @description Pages of a document; null until known. */
            readonly page_count: number | null;
            /** @description The plan of the run, in order, while the item is in progress, stalled, queued, waiting or paused; empty otherwise. */
            readonly plan: readonly components["schemas"]["ListedStep"][];
            /** @description The finished fraction of the work; null if unknown. */
            readonly progress: number | null;
            /** @description Since when `progress` has this value; null if nothing runs, or if this server has not seen the change. */
            readonly progress_at: string | null;
            /** @description The length of that queue, this one included. */
            readonly queue_length: number | null;
            /** @description The place in the queue of its lane, 1 for the next; null if not queued, or unknown. */
            readonly queue_position: number | null;
            /** @description The reason of the state, in one sentence; null if it needs none. */
            readonly reason: string | null;
            /** @description The user who registered the item; null if a service did, for example a sync. */
            readonly registered_by: components["schemas"]["Registrant"] | null;
            /** @description Opaque. */
            readonly revision: string;
            /** @description The running steps. */
            readonly running_steps: readonly string[];
            /** @description Where the item comes from. */
            readonly source: components["schemas"]["ListedSource"];
            /** @description True if it runs and its worker is dead. Null: unknown, e.g. right after the start of this server. */
            readonly stalled: boolean | null;
            /**
             * @description The most urgent state that applies, the same words for all kinds. `stalled`: in progress, but the worker does not respond. `unreadable`: the history needs an operator or a newer release.
             * @enum {string}
             */
            readonly state: "deleted" | "stopped" | "failed" | "partial" | "unconfirmed" | "follow_up_failed" | "to_review" | "paused" | "waiting" | "in_progress" | "queued" | "ready" | "not_started" | "stalled" | "unreadable";
            /** @description The tags that people gave it. */
            readonly tags: readonly string[];
            /** @description The name of the template that it is bound to; null without one, and if the template is deleted. */
            readonly template: string | null;
            /** @description The path of its picture; null if there is none. */
            readonly thumbnail_url: string | null;
            /** @description Null after erasure. */
            readonly title: string | null;
            /**
             * Format: date-time
             * @description Its newest event, without those of previews.
             */
            readonly updated_at: string;
            /** @description Values of a document that wait for a person to check them, as `unsure_fields` names them; 0 for other kinds. */
            readonly values_to_check: number;
        };
        readonly ListedItemList: {
            /** @description With `include=counts`: the items by `state`, whatever `state` the request names, and `all` of them but the deleted ones. With `include=to_do`: `attention` and `unsure`. Without zeros, except `all`. */
            readonly counts?: {
                readonly [key: string]: number;
            };
            /** @description A page, in the order of `sort`. */
            readonly items: readonly components["schemas"]["ListedItem"][];
            /** @description Send it back as `cursor` for the next page; null on the last. */
            readonly next_cursor: string | null;
            /**
             * Format: date-time
             * @description The time since which this answer may lack changes, because the tables are behind the log or cannot be compared with it. Absent while the tables are up to date, and in pushed items.
             */
            readonly stale_since?: string;
        };
        readonly ListedOutput: {
            /** @description Its name. */
            readonly id: string;
            /**
             * @description `unconfirmed`: sent, but it is unknown if it arrived.
             * @enum {string}
             */
            readonly state: "pending" | "uploading" | "uploaded" | "failed" | "skipped" | "unconfirmed";
            /** @description The kind of destination, in lower case. */
            readonly target_type: string;
        };
        readonly ListedSource: {
            /** @description `upload`, `url` and others. */
            readonly kind: string;
            /** @description The bytes of the file; null until known, and without a `plan`. */
            readonly size: number | null;
            /** @description The number of the source that has brought it; null if a person has registered it. */
            readonly source_id: number | null;
        };
        readonly ListedStep: {
            /** @description The finished fraction of the work; null if unknown. */
            readonly progress: number | null;
            /** @description It runs, and its worker is dead. */
            readonly stalled: boolean;
            /**
             * @description The status of the step.
             * @enum {string}
             */
            readonly status: "PENDING" | "IN_PROGRESS" | "COMPLETED" | "FAILED" | "SKIPPED";
            /** @description `DOWNLOAD`, a stage, or `deliver:` and the name of an output. */
            readonly step: string;
            /** @description A delivery that was sent, but it is unknown if it arrived. */
            readonly unconfirmed: boolean;
            /** @description It waits for something other than its turn. */
            readonly waiting: boolean;
        };
        readonly Live: {
            /** @description The name of the service. */
            readonly service: string;
            /**
             * @description The process responds.
             * @constant
             */
            readonly status: "ok";
        };
        readonly MadeDocument: {
            /** @description The new document. Opaque. */
            readonly id: string;
            /** @description The number of its pages; null if only its file will show it. */
            readonly pages: number | null;
            /** @description Opaque; send it back as `min_revision` or `after_revision`. */
            readonly revision: string;
            /** @description The title that it has until one is found in it. */
            readonly title: string;
        };
        readonly MadeDocuments: {
            /** @description The new documents, in the order of the request. */
            readonly documents: readonly components["schemas"]["MadeDocument"][];
        };
        readonly MadeOf: {
            /** @description The documents, in the order of their pages. */
            readonly documents: readonly components["schemas"]["OriginDocument"][];
            /** @description Contents of the files that are no part of the pages, and that the item therefore lacks: `attachments`, `bookmarks`, `forms`, `links` within the file, `media`, `scripts`, `signatures`, `tags` for screen readers. Null until the file is made. */
            readonly left_out: readonly string[] | null;
        };
        readonly MakeLink: {
            /** @description The user to sign in. Default: yourself. */
            readonly user?: string;
        };
        readonly MatchingRulesBody: {
            /** @description The longest length, in seconds. Items of unknown length do not match. */
            readonly max_duration_seconds?: number;
            /** @description The shortest length, in seconds. Items of unknown length do not match. */
            readonly min_duration_seconds?: number;
            /** @description The item comes from one of these sources. Empty: from any. */
            readonly source_ids?: readonly number[];
            /** @description The title contains this text, in any case. `*` stands for any text between two parts. */
            readonly title_pattern?: string;
        };
        readonly Me: {
            /** @description The value for the header `X-CSRF-Token`; null with a token, which needs none. */
            readonly csrf_token: string | null;
            /** @description The default of your library: the spoken language of items that are registered without one, `auto` or BCP 47. */
            readonly default_language: string;
            /** @description Your id. Opaque. */
            readonly id: string;
            /** @description All your libraries, the personal one first. With a token of a library that you have joined: only that one. */
            readonly libraries: readonly components["schemas"]["MyLibrary"][];
            /** @description The library that this token or sign-in works in. */
            readonly library: components["schemas"]["MyLibrary"];
            /** @description Your name. */
            readonly name: string;
            /**
             * @description A `viewer` reads, an `operator` also works, an `admin` also manages users.
             * @enum {string}
             */
            readonly role: "viewer" | "operator" | "admin";
            /** @description What this token or sign-in may be used for. */
            readonly scopes: readonly ("read" | "write" | "admin")[];
            /** @description When this sign-in ends, unless it is used before; null with a token. */
            readonly signed_in_until: string | null;
        };
        readonly MemberList: {
            /** @description Members by name. */
            readonly items: readonly components["schemas"]["LibraryMember"][];
        };
        readonly MergeBody: {
            /** @description Documents in the order of their pages. A document may be in it several times. */
            readonly documents: readonly components["schemas"]["MergedDocument"][];
            /** @description The title of the new document; default: the one that is found in it, else the name of the first file. */
            readonly title?: string;
        };
        readonly MergedDocument: {
            /**
             * Format: uuid
             * @description The id of a document of the library.
             */
            readonly id: string;
            /** @description The pages, in this order, each at most once in these ranges. Pages that no range has are left out. Default: all pages, as they are. */
            readonly pages?: readonly components["schemas"]["PageRange"][];
        };
        readonly MetadataConfig: {
            /** @description The description at outputs: `{description}`, `{topics}`. Default: `{topics}`. Empty: none. */
            readonly description_pattern?: string;
            /** @description The title at outputs: `{title} ({date})`. Default: the title of the recording. */
            readonly title_pattern?: string;
            /** @description How outputs show the topics. */
            readonly topics_display?: components["schemas"]["TopicsDisplayOverrides"];
        };
        readonly MetadataOverrides: {
            /** @description The model, of the endpoint that the server is configured with. */
            readonly model?: string;
        };
        readonly Milestone: {
            /** @description Who or what caused it. */
            readonly actor: components["schemas"]["Actor"];
            /** @description The content of the event, without personal data. */
            readonly detail: unknown;
            /** @description The item counted as failed after the event. */
            readonly failed_after: boolean;
            /** @description Its position; send it back as `after`. */
            readonly id: string;
            /** @description It happened in another system, and was imported later. */
            readonly imported: boolean;
            /** @description The item to which it happened. */
            readonly item: components["schemas"]["ActiveItem"];
            /** @description The same in words. */
            readonly message: string | null;
            /**
             * Format: date-time
             * @description When it was decided.
             */
            readonly occurred_at: string;
            /**
             * Format: date-time
             * @description When the log stored it.
             */
            readonly recorded_at: string;
            /** @description The status after the event. */
            readonly status_after: string;
            /** @description The step that it concerns. */
            readonly step: string | null;
            /** @description For example `StepCompleted`. */
            readonly type: string;
        };
        readonly Mirror: {
            /** @description The channel of the recording; null if it was removed. */
            readonly channel: components["schemas"]["MirrorChannel"] | null;
            /** @description Why the page could not be written. */
            readonly error: components["schemas"]["MirrorProblem"] | null;
            /** @description The id of the page at Notion. */
            readonly page_id: string;
            /** @description The address of the page. */
            readonly page_url: string;
            /** @description The status that the page shows. */
            readonly sent: components["schemas"]["SentStatus"] | null;
            /**
             * @description `current`: the page shows the status of the recording. `superseded`: the page shows a later recording. `off`: the page is not written. `unknown`: the state cannot be determined now.
             * @enum {string}
             */
            readonly state: "current" | "behind" | "failing" | "superseded" | "off" | "unknown";
            /** @description A later recording of the same page, which the page shows instead. Opaque. */
            readonly superseded_by: string | null;
            /** @description The status that the page should show. */
            readonly wanted: components["schemas"]["WantedStatus"] | null;
        };
        readonly MirrorChannel: {
            /** @description The number of the channel. */
            readonly id: number;
            /** @description The name of the channel. */
            readonly name: string;
        };
        readonly MirrorProblem: {
            /**
             * Format: date-time
             * @description When the last attempt started.
             */
            readonly at: string;
            /** @description A stable code. */
            readonly code: string;
            /** @description The problem and its remedy. */
            readonly message: string;
            /**
             * Format: date-time
             * @description When the next attempt starts.
             */
            readonly retry_at: string;
            /**
             * Format: date-time
             * @description Since when nothing could be written.
             */
            readonly since: string;
            /** @description The number of consecutive failures. */
            readonly tries: number;
        };
        readonly ModelAnswer: {
            /** @description The name of the model. */
            readonly model: string;
            /** @description The state of its file, as in /api/v1/about: `ready`, `fetching` … */
            readonly phase: string;
        };
        readonly MyLibrary: {
            /** @description The library. A personal library has the id of its user. Opaque. */
            readonly id: string;
            /** @description The name of the library. */
            readonly name: string;
            /** @description True for the personal library of a user. */
            readonly personal: boolean;
            /**
             * @description Your role in it.
             * @enum {string}
             */
            readonly role: "viewer" | "operator" | "owner";
        };
        readonly NamedRow: {
            /** @description Its number. */
            readonly id: number;
            /** @description Its name. */
            readonly name: string;
        };
        readonly NewChannel: {
            /**
             * @description `update_origin`: the page shows the status of its video. `none`: the page is never written.
             * @enum {string}
             */
            readonly action_type: "update_origin" | "none";
            /**
             * Format: date-time
             * @description When the channel was made.
             */
            readonly created_at: string;
            /** @description The number of the credential for Notion, of the type `token`. */
            readonly credential_id: number | null;
            /** @description The data source of the pages. Only checks use it. */
            readonly data_source_id: string | null;
            /** @description The properties of the page that are written. Other properties are left alone. */
            readonly field_map: components["schemas"]["FieldMapAnswer"];
            /** @description The state of all pages of the channel. */
            readonly health: components["schemas"]["ChannelHealth"];
            /** @description The number of the channel. */
            readonly id: number;
            /** @description The spoken language, if the request names none: `auto` or BCP 47. */
            readonly language: string;
            /** @description Unique within the library; part of the address of the channel. */
            readonly name: string;
            /** @description The names of the outputs for its videos: shared or own ones. */
            readonly outputs: readonly string[];
            /** @description The secret of the channel. Never shown again. */
            readonly secret: string;
            /**
             * Format: date-time
             * @description When the channel was last changed.
             */
            readonly updated_at: string;
            /** @description The address for videos, to be used with the secret of the channel. */
            readonly webhook_url: string;
        };
        readonly NewWebhookEndpoint: {
            /**
             * Format: date-time
             * @description When it was set up.
             */
            readonly created_at: string;
            /** @description When it was disabled. */
            readonly disabled_at: string | null;
            /** @description `long-failure`: every request has failed for five days. `gone`: it answered 410. */
            readonly disabled_reason: ("long-failure" | "gone") | null;
            /** @description The events that it receives. */
            readonly events: readonly ("item.status_changed" | "item.ready" | "item.failed" | "item.needs_attention" | "delivery.completed" | "follow_up.failed" | "quota.nearly_used" | "credential.needs_reauth" | "webhook.disabled")[];
            /** @description The first failure since the last success. */
            readonly failing_since: string | null;
            /** @description The host of the address, with the port unless it is the usual one. */
            readonly host: string;
            /** @description The number of the endpoint. */
            readonly id: number;
            /** @description When it last answered with success. */
            readonly last_success_at: string | null;
            /** @description The name for people, unique within the library. */
            readonly name: string;
            /** @description After an outage: nothing is sent before this time. */
            readonly next_try_at: string | null;
            /** @description During a rotation: until then the older secret signs too. */
            readonly old_secret_until: string | null;
            /** @description Messages that wait. */
            readonly pending: number;
            /** @description Counts the changes. Part of the `ETag`. */
            readonly revision: number;
            /** @description The key that signs the requests. Only this answer shows it. */
            readonly secret: string;
            /**
             * @description `failing`: the last requests have failed, and are tried again. `disabled`: nothing is sent any more.
             * @enum {string}
             */
            readonly state: "active" | "failing" | "paused" | "disabled";
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            readonly updated_at: string;
            /** @description The address that receives the requests. `https`, and no private address unless the operator allows it. Null without the scope `write`, because its path may hold a secret. */
            readonly url: string | null;
        };
        readonly NewerThan: {
            /**
             * Format: date-time
             * @description When it was corrected.
             */
            readonly corrected_at: string;
            /** @description The id of the user. */
            readonly corrected_by: string;
            /** @description For the parameter `version`. */
            readonly version: string;
        };
        readonly NoTranscript: {
            /** @description The reason in a few words, for lists. */
            readonly message: string;
            /**
             * @description `disabled`: transcription was off, so none is missing. Otherwise: why there is none.
             * @enum {string}
             */
            readonly reason: "disabled" | "manual" | "error" | "parent_failed" | "no_engine" | "no_engine_for_language" | "no_audio" | "all_silence" | "not_applicable" | "encrypted" | "signed" | "no_text" | "no_speech";
        };
        readonly Note: {
            /**
             * Format: date-time
             * @description When that was.
             */
            readonly at: string;
            /** @description The moment of the audio, in seconds; null: the whole session. */
            readonly at_seconds: number | null;
            /** @description The id of the user who wrote the note or changed it last. */
            readonly by: string;
            /** @description The note. Opaque. */
            readonly note_id: string;
            /** @description The note; it may have several lines. */
            readonly text: string;
            /** @description Counts the changes of the note. */
            readonly version: number;
        };
        readonly NoteBody: {
            /** @description The moment of the audio, in seconds. Left out or `null`: the note is about the whole session. */
            readonly at_seconds?: number;
            /** @description The note. */
            readonly text: string;
        };
        readonly Notes: {
            /** @description In the order of their moments; notes about the whole session are last. */
            readonly items: readonly components["schemas"]["Note"][];
        };
        readonly NoticeItem: {
            /**
             * @description `failed`: the item has failed at a step. `delivery_failed`: other outputs have it. `follow_up_failed`: it was delivered. `review`: it waits until a person publishes it. `unconfirmed`: a delivery may have arrived.
             * @enum {string}
             */
            readonly cause: "failed" | "delivery_failed" | "follow_up_failed" | "review" | "unconfirmed";
            /** @description The code of its error. */
            readonly code: string | null;
            /** @description The step that has failed, as in the steps of the item. */
            readonly step: string | null;
            /** @description The title of the item. */
            readonly title: string | null;
        };
        readonly Notices: {
            /** @description False: the operator has set up no mail server, or no public address. */
            readonly available: boolean;
            /** @description The address to which the notices are sent. */
            readonly email: string | null;
            /** @description `failed`: items, deliveries and their follow-ups that have finally failed. `attention`: what waits for a person: publishing, an unknown delivery, an account, a disabled webhook. `quota`: a quota of which 90 % are used. */
            readonly kinds: readonly ("failed" | "attention" | "quota")[];
            /** @description When the last notice was sent. */
            readonly last_sent_at: string | null;
            /** @description Why the last notice was not sent. */
            readonly problem: string | null;
            /** @description Counts the changes; 0 if the notices are off. The `ETag`. */
            readonly revision: number;
            /**
             * @description `unconfirmed`: nothing is sent before somebody opens the link in the first mail.
             * @enum {string}
             */
            readonly state: "off" | "unconfirmed" | "on";
        };
        readonly NoticesBody: {
            /**
             * @description The address to which the notices are sent.
             * @example ann@example.org
             */
            readonly email: string;
            /** @description `failed`: items, deliveries and their follow-ups that have finally failed. `attention`: what waits for a person: publishing, an unknown delivery, an account, a disabled webhook. `quota`: a quota of which 90 % are used. Default: all. */
            readonly kinds?: readonly ("failed" | "attention" | "quota")[];
        };
        readonly OfferedOutput: {
            /** @description The name that requests use. */
            readonly name: string;
            /** @description True for a shared output of the server, false for an own one. */
            readonly shared: boolean;
            /** @description The kind of output, e.g. `folder`. */
            readonly type: string;
        };
        readonly OpenAttempt: {
            /** @description The folder of the files of this attempt in the artifact store. */
            readonly artifact_folder: string;
            /** @description The number of the attempt. */
            readonly attempt: number;
            /** @description The id of the attempt. A report names it. Opaque. */
            readonly attempt_id: string;
            /**
             * @description The kind of the step.
             * @enum {string}
             */
            readonly kind: "source" | "stage" | "delivery" | "followUp" | "document" | "mirror" | "preview";
            /** @description The output of a delivery or follow-up. */
            readonly output: string | null;
            /** @description A worker has started it, so nobody else can report its outcome. */
            readonly started: boolean;
            /** @description The step: `DOWNLOAD`, a stage, or `deliver:` and the name of an output. */
            readonly step: string;
        };
        readonly OpenAttemptList: {
            /** @description The attempts that have not ended, in the order of the plan. */
            readonly items: readonly components["schemas"]["OpenAttempt"][];
        };
        readonly OpenShared: {
            /** @description The part of a share link after the #. */
            readonly code: string;
            /** @description The password of the link, if it has one. */
            readonly password?: string;
        };
        readonly Origin: {
            /** @description The number of the channel. */
            readonly channel_id: number;
            /** @description The id of the page in Notion. */
            readonly page_id: string;
        };
        readonly OriginDocument: {
            /** @description The document. It may be erased, or be in another library by now: then it is not found. Opaque. */
            readonly id: string;
            /** @description The pages, in this order; null: all pages, as they were. */
            readonly pages: readonly components["schemas"]["CopiedPages"][] | null;
        };
        readonly Original: {
            /** @description The name of a folder that the operator has opened (`TL_SOURCE_FOLDERS`). */
            readonly folder: string;
            /** @description The id of the migrated item. */
            readonly id: string;
            /** @description The names below the folder, joined by slashes. Symbolic links are not followed. */
            readonly path: string;
        };
        readonly OriginalBatch: {
            /**
             * @description Looks at the files and stores nothing.
             * @default false
             */
            readonly dry_run?: boolean;
            /** @description The items with their files. */
            readonly items: readonly components["schemas"]["Original"][];
            /** @description The library of the items. Default: the library of your token or sign-in. */
            readonly library?: string;
        };
        readonly OriginalOutcome: {
            /** @description The item. Opaque. */
            readonly id: string;
            /**
             * @description `bound`: the item has the file from now on; with `dry_run`, would have it. `unchanged`: it has it already. `refused`: see `problem`; with its code `unavailable` nobody has looked for the file in time, so send the item again.
             * @enum {string}
             */
            readonly outcome: "bound" | "unchanged" | "refused";
            /** @description With `refused`: the reason. */
            readonly problem?: components["schemas"]["Problem"];
        };
        readonly OriginalsResult: {
            /** @description Nothing was stored, because the request asked so. */
            readonly dry_run: boolean;
            /** @description In the order of the request. */
            readonly items: readonly components["schemas"]["OriginalOutcome"][];
        };
        readonly Outcome: {
            /** @description What was done, or why nothing was necessary. */
            readonly code: string;
            /** @description The same in words. */
            readonly detail: string;
            /** @description A next step, if there is one. */
            readonly try_instead: string | null;
        };
        readonly OutdatedOutput: {
            /** @description The name of the output. */
            readonly id: string;
            /**
             * @description The status of its delivery.
             * @enum {string}
             */
            readonly status: "PENDING" | "UPLOADING" | "UPLOADED" | "FAILED" | "SKIPPED";
            /** @description The kind of destination. */
            readonly target_type: string;
        };
        readonly Output: {
            /** @description The number of the newest attempt, over all runs; 0 before the first. */
            readonly attempt: number;
            /** @description When it will be done, as a range. Null if nothing is awaited, or if it is unknown. */
            readonly eta: components["schemas"]["Eta"] | null;
            /** @description Why the ETA is unknown. */
            readonly eta_reason: ("review" | "paused" | "waiting" | "no-worker" | "stalled" | "no-progress" | "overdue" | "queued" | "length-unknown" | "unknown") | null;
            /** @description The step has failed permanently. Between automatic retries this is false. */
            readonly failed: boolean;
            /** @description When it failed permanently. */
            readonly failed_at: string | null;
            /** @description The error message; also of a step that is tried again at `retry_at`, and of a stage that an allowed error skipped. */
            readonly failed_reason: string | null;
            /** @description Actions at the destination after the delivery. Their failure does not fail the delivery. */
            readonly follow_ups: readonly components["schemas"]["FollowUp"][];
            /** @description The name of the output in the configuration of the run. */
            readonly id: string;
            /** @description The title or the description was changed after or during the delivery. `redeliver` with `metadata_only` sends the present ones. False if the output takes no changed texts. */
            readonly old_texts: boolean;
            /** @description The transcript was corrected since: the delivered words differ. `redeliver` sends it again. */
            readonly old_words: boolean;
            /** @description The destination has an earlier version: a step was done again since, or the destination cannot replace the content. */
            readonly outdated: boolean;
            /** @description The finished fraction of the work; null if unknown. */
            readonly progress: number | null;
            /** @description Since when `progress` has this value; null if nothing runs, or if this server has not seen the change. */
            readonly progress_at: string | null;
            /** @description The length of that queue, this one included. */
            readonly queue_length: number | null;
            /** @description The place in the queue of its lane, 1 for the next; null if not queued, or unknown. */
            readonly queue_position: number | null;
            /** @description When it is tried again automatically; the status is `PENDING` until then. */
            readonly retry_at: string | null;
            /** @description Why it was skipped. */
            readonly skip_reason: ("disabled" | "manual" | "error" | "parent_failed" | "no_engine" | "no_engine_for_language" | "no_audio" | "all_silence" | "not_applicable" | "encrypted" | "signed" | "no_text") | null;
            /** @description True if it runs and its worker is dead. Null: unknown, e.g. right after the start of this server. */
            readonly stalled: boolean | null;
            /** @description When the newest run first started it; a restart or retry does not change this. */
            readonly started_at: string | null;
            /**
             * @description The status of the delivery; `unconfirmed` and `outdated` add to `UPLOADED`.
             * @enum {string}
             */
            readonly status: "PENDING" | "UPLOADING" | "UPLOADED" | "FAILED" | "SKIPPED";
            /** @description The answer of the destination; null before the upload. */
            readonly target_meta: {
                readonly [key: string]: unknown;
            } | null;
            /** @description The kind of destination, in lower case. */
            readonly target_type: string;
            /** @description Sent, but its arrival is unknown: check the destination, then settle it. Also true for such an output that a person has skipped. */
            readonly unconfirmed: boolean;
            /**
             * Format: date-time
             * @description When anything of it last changed.
             */
            readonly updated_at: string;
            /** @description When the content at the destination was sent; a later run that sends nothing does not change this. */
            readonly uploaded_at: string | null;
        };
        readonly OutputCheckItem: {
            /** @description What else to do. */
            readonly mend?: string;
            /** @description What was found, and what to do about a problem. */
            readonly message: string;
            /** @description What was checked: `settings`, `connection`, `folder`, `labels`, `write` … */
            readonly name: string;
            /**
             * @description `unknown`: the check was not possible, for example because of an earlier problem.
             * @enum {string}
             */
            readonly result: "ok" | "wrong" | "unknown";
        };
        readonly OutputConfigBody: {
            /** @description Delivers as soon as the content is ready; default: true. `false`: the outputs wait until a person publishes them. */
            readonly auto_upload?: boolean;
            /** @description Names of shared or own outputs. They replace those of the earlier run. */
            readonly outputs?: readonly string[];
        };
        readonly OutputLastTest: {
            /**
             * Format: date-time
             * @description When the test ended.
             */
            readonly at: string;
            /** @description The checks, in this order. */
            readonly items: readonly components["schemas"]["OutputCheckItem"][];
            /** @description True if every check was possible and found nothing wrong. */
            readonly ok: boolean;
        };
        readonly OutputList: {
            /** @description Shared outputs in the order of the server’s configuration, then own ones, oldest first. */
            readonly items: readonly components["schemas"]["OfferedOutput"][];
        };
        readonly OutputMetadata: {
            /** @description The description at this output. Default: the one of the run. Empty: none. */
            readonly description_pattern?: string;
            /** @description The title at this output: `{title} ({date})`. Default: the one of the run. */
            readonly title_pattern?: string;
        };
        readonly OutputSetting: {
            /** @description The type of the credential. */
            readonly credential?: string;
            /** @description The setting that decides which options exist. */
            readonly depends_on?: string;
            /** @description An explanation. */
            readonly hint?: string;
            /** @description The name of the setting. */
            readonly key: string;
            /**
             * @description `list`: a text of names with commas between them. `switch`: true or false. `credential`: not part of `settings`, but `credential_id`.
             * @enum {string}
             */
            readonly kind: "text" | "list" | "choice" | "switch" | "number" | "credential";
            /** @description The name for people. */
            readonly label: string;
            /** @description The smallest number. */
            readonly min?: number;
            /** @description The values of a choice. */
            readonly options?: readonly components["schemas"]["SettingOptionAnswer"][];
            /** @description Another type of credential that fits too. */
            readonly other_credential?: string;
            /** @description True if the setting cannot be omitted. */
            readonly required: boolean;
        };
        readonly OutputTest: {
            /** @description The checks, in this order. */
            readonly items: readonly components["schemas"]["OutputCheckItem"][];
            /** @description True if every check was possible and found nothing wrong. */
            readonly ok: boolean;
        };
        readonly OutputTexts: {
            /** @description Null if the output has no place for a description. */
            readonly description: string | null;
            /** @description Changes that the limits of the output made necessary. */
            readonly notes: readonly ("title-characters-removed" | "title-shortened" | "description-characters-removed" | "description-shortened")[];
            /** @description The name of the output. */
            readonly output: string;
            /** @description The placeholders whose values are not known yet. They stand in the texts. */
            readonly pending: readonly ("title" | "date" | "time" | "duration" | "language" | "source" | "description" | "topics")[];
            /** @description Null if the output has no place for a title. */
            readonly title: string | null;
        };
        readonly OutputType: {
            /** @description The name for people. */
            readonly label: string;
            /** @description The form of the settings. */
            readonly settings: readonly components["schemas"]["OutputSetting"][];
            /** @description The texts that outputs of the type have a place for, so that `metadata_config` can set them. Absent for sources. */
            readonly texts?: readonly ("title" | "description")[];
            /** @description The type, e.g. `folder`. */
            readonly type: string;
        };
        readonly OutputTypeList: {
            /** @description The types that users of this server can set up. */
            readonly items: readonly components["schemas"]["OutputType"][];
        };
        readonly OutputUse: {
            /** @description The names of channels. */
            readonly channels: readonly string[];
            /** @description The number of items whose preferences name the output. */
            readonly preferences: number;
            /** @description The number of items that are running and deliver to the output. They do not prevent its removal. */
            readonly running: number;
            /** @description True if the settings of your library name the output. */
            readonly settings: boolean;
            /** @description The names of templates. */
            readonly templates: readonly string[];
        };
        readonly OwnOutput: {
            /**
             * Format: date-time
             * @description When the output was set up.
             */
            readonly created_at: string;
            /** @description The number of a credential of your library, for types that use one. */
            readonly credential_id: number | null;
            /** @description The number of the output. */
            readonly id: number;
            /** @description The last test of the output as it is now. Null: it was not tested since it was set up or changed, or its credential replaced. */
            readonly last_test: components["schemas"]["OutputLastTest"] | null;
            /** @description The texts that this output receives, for outputs with a place for them. They win over those of runs and templates. */
            readonly metadata_config: components["schemas"]["OwnOutputMetadata"];
            /** @description The name that runs and templates use. It never changes. */
            readonly name: string;
            /** @description Counts the changes. Part of the `ETag`. */
            readonly revision: number;
            /** @description The settings of the output, as its type's form describes them. */
            readonly settings: {
                readonly [key: string]: string | number | boolean;
            };
            /** @description A type of output; `GET /api/v1/output-types` lists them with their settings. */
            readonly type: string;
            /**
             * Format: date-time
             * @description When the output was last changed.
             */
            readonly updated_at: string;
            /** @description What names the output. */
            readonly used_by: components["schemas"]["OutputUse"];
        };
        readonly OwnOutputBody: {
            /** @description The number of a credential of your library, for types that use one. */
            readonly credential_id?: number;
            /** @description The texts that this output receives, for outputs with a place for them. They win over those of runs and templates. */
            readonly metadata_config?: components["schemas"]["OutputMetadata"];
            /**
             * @description The name that runs and templates use. It never changes. Surrounding spaces are removed.
             * @example my-nas
             */
            readonly name: string;
            /** @description The settings of the output, as its type's form describes them. */
            readonly settings: {
                readonly [key: string]: string | number | boolean;
            };
            /**
             * @description A type of output; `GET /api/v1/output-types` lists them with their settings.
             * @example folder
             */
            readonly type: string;
        };
        readonly OwnOutputList: {
            /** @description Oldest first. */
            readonly items: readonly components["schemas"]["OwnOutput"][];
        };
        readonly OwnOutputMetadata: {
            /** @description The pattern of the description. */
            readonly description_pattern?: string;
            /** @description The pattern of the title. */
            readonly title_pattern?: string;
        };
        readonly OwnOutputSettings: {
            /** @description The number of a credential of your library, for types that use one. */
            readonly credential_id?: number;
            /** @description The texts that this output receives, for outputs with a place for them. They win over those of runs and templates. */
            readonly metadata_config?: components["schemas"]["OutputMetadata"];
            /** @description The settings of the output, as its type's form describes them. */
            readonly settings: {
                readonly [key: string]: string | number | boolean;
            };
            /**
             * @description A type of output; `GET /api/v1/output-types` lists them with their settings.
             * @example folder
             */
            readonly type: string;
        };
        readonly PageRange: {
            /** @description The first page. The first page of a document is 1. */
            readonly from: number;
            /**
             * @description Degrees clockwise by which these pages are turned, beyond their present rotation.
             * @default 0
             * @enum {integer}
             */
            readonly rotate?: 0 | 90 | 180 | 270;
            /** @description The last page; default: `from`. */
            readonly to?: number;
        };
        readonly PartRange: {
            /**
             * Format: uuid
             * @description The id of another document of the library that the pages are taken from; default: the document of the path.
             */
            readonly document?: string;
            /** @description The first page. The first page of a document is 1. */
            readonly from: number;
            /**
             * @description Degrees clockwise by which these pages are turned, beyond their present rotation.
             * @default 0
             * @enum {integer}
             */
            readonly rotate?: 0 | 90 | 180 | 270;
            /** @description The last page; default: `from`. */
            readonly to?: number;
        };
        readonly PartsBody: {
            /** @description The new documents. They may have pages of at most 50 documents together. */
            readonly parts: readonly components["schemas"]["DocumentPart"][];
        };
        readonly Passkey: {
            /** @description True if your authenticator copies the passkey to your other devices. */
            readonly backed_up: boolean;
            /**
             * Format: date-time
             * @description When the passkey was added.
             */
            readonly created_at: string;
            /** @description The id of the passkey. Opaque. */
            readonly id: string;
            /** @description When the passkey last signed you in. */
            readonly last_used_at: string | null;
            /** @description Your name for the passkey. */
            readonly name: string;
        };
        readonly PasskeyList: {
            /** @description Your passkeys, oldest first. */
            readonly items: readonly components["schemas"]["Passkey"][];
        };
        readonly PasskeyOptions: {
            /** @description The `publicKey` options of WebAuthn, as JSON with base64url. Valid once, for five minutes. */
            readonly options: {
                readonly [key: string]: unknown;
            };
        };
        readonly PasskeySignIn: {
            /** @description The answer of `navigator.credentials.get()`, as JSON with base64url. */
            readonly response: {
                readonly [key: string]: unknown;
            };
        };
        readonly PastDocument: {
            /**
             * Format: date-time
             * @description When it was registered.
             */
            readonly created_at: string;
            /** @description It was deleted then. */
            readonly deleted: boolean;
            /** @description It counted as failed then. */
            readonly failed: boolean;
            /** @description The document. Opaque. */
            readonly id: string;
            /** @description That event happened in another system, and its time is that of the other system. */
            readonly imported: boolean;
            /**
             * @description The status then, by the rules of then.
             * @enum {string}
             */
            readonly status: "pending" | "processing" | "completed" | "failed";
            /** @description The present title: the log stores no personal data in the clear. */
            readonly title: string | null;
            /**
             * Format: date-time
             * @description When its last event before the moment was stored; if that event was imported, when it happened.
             */
            readonly updated_at: string;
        };
        readonly PastDocumentList: {
            /** @description The moment of the answer. */
            readonly as_of: components["schemas"]["PastMoment"];
            /** @description Counts by status, over all pages. */
            readonly counts: {
                readonly [key: string]: number;
            };
            /** @description A page, the newest registration first. */
            readonly items: readonly components["schemas"]["PastDocument"][];
            /** @description Send it back as `cursor` for the next page; null on the last. */
            readonly next_cursor: string | null;
        };
        readonly PastMoment: {
            /** @description As `as_of` it gives the same answer again, without events that were imported later. */
            readonly position: string;
            /**
             * Format: date-time
             * @description By the clock of the log.
             */
            readonly time: string;
        };
        readonly PastQuarantineDecision: {
            /**
             * Format: date-time
             * @description When the decision was made.
             */
            readonly at: string;
            /** @description The id of the user. */
            readonly by: string;
            /** @description The discarded commit. */
            readonly commit_id: string | null;
            /**
             * @description The decision.
             * @enum {string}
             */
            readonly decision: "discard" | "retry";
            /** @description The position of the decision in the log. */
            readonly position: string;
            /** @description The reason that the user gave. */
            readonly reason: string | null;
        };
        readonly PastRecording: {
            /**
             * Format: date-time
             * @description When it was registered.
             */
            readonly created_at: string;
            /** @description It was deleted then. */
            readonly deleted: boolean;
            /** @description It counted as failed then. */
            readonly failed: boolean;
            /** @description The recording. Opaque. */
            readonly id: string;
            /** @description That event happened in another system, and its time is that of the other system. */
            readonly imported: boolean;
            /**
             * @description The status then, by the rules of then.
             * @enum {string}
             */
            readonly status: "PENDING_SOURCE" | "INITIALIZED" | "SKIPPED" | "DOWNLOADING" | "DOWNLOADED" | "PROCESSING" | "PROCESSED" | "UPLOADING" | "UPLOADED" | "READY" | "EXPIRED";
            /** @description The present title: the log stores no personal data in the clear. */
            readonly title: string | null;
            /**
             * Format: date-time
             * @description When its last event before the moment was stored; if that event was imported, when it happened.
             */
            readonly updated_at: string;
        };
        readonly PastRecordingList: {
            /** @description The moment of the answer. */
            readonly as_of: components["schemas"]["PastMoment"];
            /** @description Counts by status, over all pages. */
            readonly counts: {
                readonly [key: string]: number;
            };
            /** @description A page, the newest registration first. */
            readonly items: readonly components["schemas"]["PastRecording"][];
            /** @description Send it back as `cursor` for the next page; null on the last. */
            readonly next_cursor: string | null;
        };
        readonly Pause: {
            /** @description Replaces `until`: the length of the pause, from now. */
            readonly for_ms?: number;
            /** @description A reason, for people. */
            readonly reason?: string;
            /**
             * Format: date-time
             * @description The pause ends automatically then. Otherwise a person must run the item.
             * @example 2026-02-05T18:00:00Z
             */
            readonly until?: string;
        };
        readonly PersonAnswer: {
            /** @description The user. Opaque. */
            readonly id: string;
            /** @description The name of the user. */
            readonly name: string;
        };
        readonly PlannedLibrary: {
            /**
             * @description `erase`: its items are erased. `move`: its items move to the library `to`, and it ends. `transfer`: the member `to` becomes its owner. `leave`: other owners keep it.
             * @enum {string}
             */
            readonly action: "erase" | "move" | "transfer" | "leave";
            /** @description The library. Opaque. */
            readonly id: string;
            /** @description The library that gets the items, or the member who becomes the owner. */
            readonly to: string | null;
        };
        readonly PodcastFeed: {
            /** @description True: recordings that become ready later wait until somebody approves them. False: they join by themselves, also those that wait now. */
            readonly ask_first: boolean;
            /**
             * Format: date-time
             * @description When it was made.
             */
            readonly created_at: string;
            /** @description The description in podcast apps; empty if none was given. */
            readonly description: string;
            /** @description When it expires; null if never. */
            readonly expires_at: string | null;
            /** @description How often it was fetched. Nothing is stored about who has. */
            readonly fetches: number;
            /** @description It opens nothing. Opaque. */
            readonly id: string;
            /** @description BCP 47; `auto` if the feed names none. */
            readonly language: string;
            /** @description When it was fetched last. */
            readonly last_fetched_at: string | null;
            /** @description The user who made it. Opaque. */
            readonly made_by: string;
            /** @description The name of the user who made it; null if unknown. */
            readonly made_by_name: string | null;
            /**
             * @description `audio`: people get the sound alone, if a run has made it, else the file that people play. `video`: the file that people play.
             * @enum {string}
             */
            readonly media: "audio" | "video";
            /** @description When its address was renewed last. */
            readonly renewed_at: string | null;
            /** @description When it was revoked. */
            readonly revoked_at: string | null;
            /** @description The user who revoked it; null if nobody has, or after the account was deleted. Opaque. */
            readonly revoked_by: string | null;
            /** @description The name of the user who revoked it. */
            readonly revoked_by_name: string | null;
            /**
             * @description `open`: it works. `expired`: its time is over. `revoked`: a person has ended it. `suspended`: it does not work, because the user who made it may no longer change the library. `off`: the operator of the server has switched sharing off, so it does not work.
             * @enum {string}
             */
            readonly state: "open" | "expired" | "revoked" | "suspended" | "off";
            /** @description Recordings with this tag; null for all of the library. */
            readonly tag: string | null;
            /** @description The title that people without an account see. */
            readonly title: string;
        };
        readonly PodcastFeedList: {
            /** @description Open feeds, then the others, each newest first; 200 at most. Ended ones are kept for 90 days. */
            readonly items: readonly components["schemas"]["PodcastFeed"][];
        };
        readonly Preferences: {
            /** @description The texts that outputs receive. */
            readonly metadata_config?: components["schemas"]["MetadataConfig"];
            /** @description Where the runs deliver to. */
            readonly output_config?: components["schemas"]["OutputConfigBody"];
            /** @description Settings of the runs, as a run request has them. */
            readonly processing_config?: components["schemas"]["ProcessingConfig"];
        };
        readonly PreferencesAnswer: {
            /** @description The texts that outputs receive. */
            readonly metadata_config?: components["schemas"]["MetadataConfig"];
            /** @description Where every later run delivers to. */
            readonly output_config?: components["schemas"]["OutputConfigBody"];
            /** @description Settings of every later run. */
            readonly processing_config?: components["schemas"]["ProcessingConfig"];
        };
        readonly PresentNotice: {
            /** @description What has happened to an item, as data. Null for accounts, quotas and webhooks. */
            readonly item: components["schemas"]["NoticeItem"] | null;
            /** @description Opaque. Stays the same for as long as its cause lasts. */
            readonly key: string;
            /**
             * @description `failed`: items, deliveries and their follow-ups that have finally failed. `attention`: what waits for a person: publishing, an unknown delivery, an account, a disabled webhook. `quota`: a quota of which 90 % are used.
             * @enum {string}
             */
            readonly kind: "failed" | "attention" | "quota";
            /** @description The path of the page that shows it, below the address of the server. */
            readonly path: string;
            /** @description What has happened, to what, and what to do. */
            readonly text: string;
        };
        readonly PresentNotices: {
            /** @description Accounts, quotas and webhooks, then items: failures before questions, the newest of each sort first. */
            readonly items: readonly components["schemas"]["PresentNotice"][];
            /** @description More items have failed or have a question. `GET /api/v1/items?state=attention` has them all. */
            readonly more: boolean;
        };
        readonly PresentWorkerAnswer: {
            /** @description The interval of its messages, in milliseconds. */
            readonly every_ms: number;
            /**
             * Format: date-time
             * @description When its last message arrived.
             */
            readonly heard_at: string;
            /** @description The lanes that the worker serves. */
            readonly lanes: readonly components["schemas"]["WorkerLane"][];
            /**
             * @description The service of the worker.
             * @enum {string}
             */
            readonly service: "ingest" | "processing" | "upload";
            /** @description The name of the worker: service, host and a number. */
            readonly worker: string;
        };
        readonly Previews: {
            /** @description The hash of the file that they show, in hex: compare it with that of a file. Null if there are none. */
            readonly file_sha256: string | null;
            /** @description A JPEG of the first page of a document, at most 640 pixels and 100 KB. Null if there is none. */
            readonly page_url: string | null;
            /** @description The waveform as JSON: `duration_seconds`, and in `peaks` one list of values from 0 to 1, as wavesurfer.js reads them. Null if there is none. */
            readonly peaks_url: string | null;
            /** @description A JPEG of a video, at most 640 pixels and 60 KB. Null if there is none. */
            readonly poster_url: string | null;
            /** @description The places of the pictures in the JPEG as JSON: `columns`, `width` and `height` of a picture in pixels, and in `starts` the second of each picture, in rows from left to right. Null if there is none. */
            readonly sprites_index_url: string | null;
            /** @description One JPEG with up to 100 small pictures of a video, which `sprites_index_url` describes. Null if there is none. */
            readonly sprites_url: string | null;
            /**
             * @description `none`: there are none of the present file. `requested`: they are queued, in progress, or wait for the trimmed file of a run. `paused`: that run is paused, and continues with `POST …/run`. `incomplete`: some are missing, for example because an earlier release made the others; `POST …/previews` makes them. `ready`: they are made, as far as the file has any. `failed`: the file cannot be read. `stopped`: a person has given them up; `POST …/previews` makes them. It changes nothing else about the item, not even `updated_at`.
             * @enum {string}
             */
            readonly state: "none" | "requested" | "paused" | "incomplete" | "ready" | "failed" | "stopped";
            /** @description The media type of the version for browsers. Null if there is none. */
            readonly web_media_type: ("video/mp4" | "audio/mp4") | null;
            /** @description `not-needed`: browsers play the file itself. `pending`: a version for them is to be made. `ready`: it is made. `partial`: it ends where the damaged file breaks off. `failed`: the file could not be converted; another request for the previews tries again. Null until the file was inspected, and for documents. */
            readonly web_state: ("not-needed" | "pending" | "ready" | "partial" | "failed") | null;
            /** @description An MP4 for browsers, with H.264 of at most 720p and AAC. Outputs and downloads have the original. Null if there is none. */
            readonly web_url: string | null;
        };
        readonly Problem: {
            /**
             * @description Stable: decide by this.
             * @enum {string}
             */
            readonly code: "invalid" | "malformed-request" | "unauthorized" | "forbidden" | "csrf" | "sign-in-refused" | "address-unknown" | "passkey-refused" | "passkey-invalid" | "sign-in-too-old" | "passkeys-unavailable" | "too-many-passkeys" | "user-disabled" | "name-taken" | "last-admin" | "user-being-deleted" | "deletion-started" | "first-user" | "other-administrator" | "provider-off" | "provider-unavailable" | "last-sign-in-method" | "user-changed" | "vocabulary-changed" | "library-changed" | "library-not-empty" | "library-personal" | "too-many-libraries" | "last-owner" | "import-differs" | "import-changed" | "import-gap" | "import-other-library" | "import-erased" | "original-refused" | "file-missing" | "file-damaged" | "import-file-differs" | "import-too-long" | "invitation-not-valid" | "invitation-used" | "invitation-needs-account" | "already-member" | "too-many-invitations" | "share-link-not-valid" | "share-password" | "sharing-off" | "not-shareable" | "too-many-share-links" | "feed-not-valid" | "feed-ended" | "too-many-feeds" | "embed-not-valid" | "embed-ended" | "too-many-embeds" | "link-expired" | "link-invalid" | "quota-exceeded" | "quota-changed" | "not-found" | "unknown-path" | "simulation-off" | "method-not-allowed" | "upload-timeout" | "already-running" | "not-runnable" | "no-file-yet" | "no-address" | "address-in-use" | "no-file" | "file-in-use" | "same-file" | "nothing-to-check" | "checked-automatically" | "checked-recently" | "not-pausable" | "pause-is-over" | "not-running" | "unknown-template" | "template-is-draft" | "template-unusable" | "output-missing" | "settings-conflict" | "unknown-step" | "no-such-stage" | "already-completed" | "unknown-output" | "not-unconfirmed" | "deleted" | "expired" | "refused" | "quarantined" | "not-quarantined" | "needs-upgrade" | "duplicate" | "request-in-progress" | "erased" | "gone" | "too-large" | "unsupported-media-type" | "credential-in-use" | "credential-not-connectable" | "consent-unknown" | "consent-declined" | "other-account" | "google-refuses" | "service-refuses" | "channel-name-taken" | "channel-changed" | "channel-without-output" | "output-not-found" | "channel-output-missing" | "channel-item-gone" | "webhook-refused" | "no-mirror" | "no-upload-service" | "output-name-taken" | "output-changed" | "output-in-use" | "credential-not-found" | "no-ingest-service" | "signature-refused" | "source-name-taken" | "source-changed" | "source-in-use" | "source-paused" | "sync-in-progress" | "template-name-taken" | "template-changed" | "template-in-use" | "settings-changed" | "document-rule-name-taken" | "document-rule-changed" | "document-rule-off" | "too-many-document-rules" | "document-rules-too-large" | "webhook-name-taken" | "webhook-changed" | "too-many-webhooks" | "no-mail-server" | "mail-refused" | "notices-changed" | "empty-file" | "upload-conflict" | "checksum-mismatch" | "upload-incomplete" | "upload-locked" | "too-many-uploads" | "tus-version" | "storage-full" | "no-transcript" | "no-such-version" | "no-such-speaker" | "version-gone" | "transcribing" | "nothing-newer" | "not-delivered" | "unconfirmed" | "output-busy" | "not-in-run" | "not-replaceable" | "texts-not-changeable" | "unknown-follow-up" | "not-failed" | "transcript-changed" | "note-changed" | "item-changed" | "no-pdf" | "precondition-required" | "no-pages" | "outputs-held" | "source-pending" | "belongs-to-channel" | "source-of-library" | "unknown-event-type" | "event-id-reused" | "held-by-worker" | "unknown-attempt" | "attempt-closed" | "not-reportable" | "foreign-artifact" | "missing-artifact" | "run-failing" | "upload-not-allowed" | "transcription-not-allowed" | "still-previewing" | "preview-stopped" | "job-name-taken" | "job-changed" | "job-running" | "export-running" | "export-failed" | "range-not-satisfiable" | "idempotency-mismatch" | "rate-limited" | "too-many-streams" | "internal" | "unavailable" | "busy" | "outcome-unknown" | "log-restored" | "unknown-model" | "unknown-engine" | "model-missing" | "model-downloads-off" | "model-choice-fixed" | "model-disk-full" | "model-folder-unusable" | "engine-unusable" | "engine-too-slow" | "engine-test-running" | "no-processing-service" | "no-search-service";
            /** @description What is wrong here, for people. */
            readonly detail: string;
            /** @description Everything that is wrong with the request. */
            readonly errors?: readonly components["schemas"]["FieldProblemAnswer"][];
            /** @description With `duplicate`: the item that exists. */
            readonly existing_id?: string;
            /** @description With `quota-exceeded`: the limit of a month. */
            readonly limit?: number;
            /**
             * @description With `quota-exceeded`: the quota.
             * @enum {string}
             */
            readonly quota?: "items" | "bytes" | "transcription_minutes" | "deliveries";
            /** @description With `quota-exceeded`: the day on which the quota renews, UTC, `YYYY-MM-DD`. */
            readonly renews_on?: string;
            /** @description Identifies the request in the log of the server. */
            readonly request_id?: string;
            /** @description The status of the answer. */
            readonly status: number;
            /** @description The meaning of the code, in a few words. */
            readonly title: string;
            /** @description What would work. */
            readonly try_instead?: string;
            /** @description A page of this server that explains the code. */
            readonly type: string;
            /** @description With `quota-exceeded`: what is used or in progress. */
            readonly used?: number;
            /** @description With `template-in-use` and `source-in-use`: what uses it. */
            readonly used_by?: components["schemas"]["ProblemUsers"];
        };
        readonly ProblemUsers: {
            /** @description The first ten of them. */
            readonly item_ids?: readonly string[];
            /** @description The number of bound items. */
            readonly items?: number;
            /** @description The jobs that choose items by the template, or read the source. */
            readonly jobs?: readonly components["schemas"]["NamedRow"][];
            /** @description The sources that bind their new items to the template. */
            readonly sources?: readonly components["schemas"]["NamedRow"][];
            /** @description The templates whose conditions name the source. */
            readonly templates?: readonly components["schemas"]["NamedRow"][];
        };
        readonly ProcessingConfig: {
            /** @description How a document is read, named and filed. */
            readonly document?: components["schemas"]["DocumentOverrides"];
            /** @description How long attempts may take. */
            readonly limits?: components["schemas"]["LimitsOverrides"];
            /** @description How often, and for how long, failed steps are tried again. */
            readonly retry?: components["schemas"]["RetryOverrides"];
            /** @description Scripts of simulated connectors by step, where simulation is on. */
            readonly simulation?: {
                readonly [key: string]: {
                    /** @description What goes wrong: the first that fits the attempt happens. */
                    readonly faults?: readonly {
                        /** @description Fraction of the work after which it happens. */
                        readonly at?: number;
                        /** @description Number of the attempt as the item shows it; they count on over runs. */
                        readonly attempt?: number;
                        /** @description Stable code of a failure or of what is waited for. */
                        readonly code?: string;
                        /**
                         * @description What happens (docs/simulation.md).
                         * @enum {unknown}
                         */
                        readonly do: "fail" | "wait" | "hang" | "crash" | "skip" | "drop" | "silent" | "truncate";
                        /** @description The same in words. */
                        readonly message?: string;
                        /**
                         * @description Why the step does not apply.
                         * @enum {unknown}
                         */
                        readonly reason?: "disabled" | "manual" | "error" | "parent_failed" | "no_engine" | "no_engine_for_language" | "no_audio" | "all_silence" | "not_applicable" | "encrypted" | "signed" | "no_text";
                        /** @description The wait that is asked for. */
                        readonly retry_after_ms?: number;
                        /** @description A failure that is tried again. */
                        readonly retryable?: boolean;
                    }[];
                    /** @description Fractions that are reported on the way, evenly spread over the time. */
                    readonly progress?: readonly number[];
                    /** @description How long one attempt takes. */
                    readonly takes_ms?: number;
                };
            };
            /** @description As in `metadata_config`, which wins over it. Older clients send it here. */
            readonly topics_display?: components["schemas"]["TopicsDisplayOverrides"];
            /** @description The text stages. */
            readonly transcription?: components["schemas"]["TranscriptionOverrides"];
            /** @description Cutting off silence. */
            readonly trimming?: components["schemas"]["TrimmingOverrides"];
        };
        readonly ProviderAnswer: {
            /** @description The name of the provider, for people. */
            readonly name: string;
        };
        readonly ProviderLink: {
            /** @description The provider's page, to open in this browser. It returns here within ten minutes, once. */
            readonly url: string;
        };
        readonly ProviderSignOut: {
            /** @description The page that ends the provider's own sign-in; null if it has none, or has not opened this sign-in. */
            readonly url: string | null;
        };
        readonly ProviderState: {
            /** @description The issuer that the operator has named. */
            readonly issuer: string;
            /** @description The name of the provider, for people. */
            readonly name: string;
            /** @description True if the provider has just answered as expected. */
            readonly ok: boolean;
            /** @description Why it cannot be used; null if it can. */
            readonly problem: string | null;
            /** @description The redirect address, which has to be registered at the provider. */
            readonly redirect_uri: string;
        };
        readonly Publish: {
            /** @description Names of outputs of the run. Absent: all of them. */
            readonly outputs?: readonly string[];
        };
        readonly PublishedItem: {
            /**
             * Format: date-time
             * @description When the recording was registered.
             */
            readonly created_at: string;
            /** @description When somebody decided, or it joined by itself; null while it waits. */
            readonly decided_at: string | null;
            /** @description The name of the user who decided; null if it joined by itself, or is unknown. */
            readonly decided_by_name: string | null;
            /** @description The length in seconds; null if unknown. */
            readonly duration_seconds: number | null;
            /** @description The recording. Opaque. */
            readonly item_id: string;
            /**
             * @description The decision about it.
             * @enum {string}
             */
            readonly state: "waiting" | "listed" | "left_out";
            /** @description The title; null if it has none. */
            readonly title: string | null;
        };
        readonly PublishedItemList: {
            /** @description The latest registered first; 300 at most. */
            readonly items: readonly components["schemas"]["PublishedItem"][];
        };
        readonly QuarantineDecision: {
            /** @description The discarded commit. */
            readonly commit_id: string | null;
            /**
             * @description The decision.
             * @enum {string}
             */
            readonly decision: "discard" | "retry";
            /** @description The item. Opaque. */
            readonly id: string;
            /** @description The position of the decision in the log. Until the projection has reached it, the item is shown as before. */
            readonly position: string;
        };
        readonly QuarantineList: {
            /** @description Oldest first. */
            readonly items: readonly components["schemas"]["QuarantineListItem"][];
        };
        readonly QuarantineListItem: {
            /**
             * @description The kind of problem. `newer-schema`: a newer release wrote to the item, which continues after an upgrade.
             * @enum {string}
             */
            readonly code: "undecodable" | "newer-schema" | "history-gap" | "fold-failed" | "unstorable";
            /** @description The id of the blocking commit; null if the projection does not know it. */
            readonly commit_id: string | null;
            /** @description The item. Opaque. */
            readonly id: string;
            /** @description The position in the log of the first commit that blocks the item. */
            readonly position: string;
            /** @description Names kinds and fields, never content. */
            readonly reason: string;
            /**
             * Format: date-time
             * @description When that commit was stored.
             */
            readonly since: string;
            /** @description The later commits, which wait. */
            readonly waiting_commits: number;
        };
        readonly QuarantineObstacle: {
            /**
             * @description The kind of problem. `newer-schema`: a newer release wrote to the item, which continues after an upgrade.
             * @enum {string}
             */
            readonly code: "undecodable" | "newer-schema" | "history-gap" | "fold-failed" | "unstorable";
            /** @description The id of the commit, or a digest of its bytes if it has none. */
            readonly commit_id: string;
            /** @description The position of the commit in the log. */
            readonly position: string;
            /** @description Names kinds and fields, never content. */
            readonly reason: string;
            /**
             * Format: date-time
             * @description When the commit was stored.
             */
            readonly stored_at: string;
        };
        readonly QuarantinePlace: {
            /**
             * @description The kind of problem. `newer-schema`: a newer release wrote to the item, which continues after an upgrade.
             * @enum {string}
             */
            readonly code: "undecodable" | "newer-schema" | "history-gap" | "fold-failed" | "unstorable";
            /** @description The position in the log of the first commit that blocks the item. */
            readonly position: string;
            /** @description Names kinds and fields, never content. */
            readonly reason: string;
            /**
             * Format: date-time
             * @description When that commit was stored.
             */
            readonly since: string;
        };
        readonly QuarantinePreview: {
            /**
             * @description Nothing was changed.
             * @constant
             */
            readonly dry_run: true;
            /** @description The item. Opaque. */
            readonly id: string;
            /** @description The outcome that the decision would have. */
            readonly outcome: components["schemas"]["Outcome"];
            /** @description The status of the item after the decision; null if a commit would still block it. */
            readonly status_after: string | null;
            /** @description The decision would be added to the history. */
            readonly would_change: boolean;
        };
        readonly QuarantinedItem: {
            /**
             * @description The kind of problem. `newer-schema`: a newer release wrote to the item, which continues after an upgrade.
             * @enum {string}
             */
            readonly code: "undecodable" | "newer-schema" | "history-gap" | "fold-failed" | "unstorable";
            /** @description The id of the blocking commit; null if the projection does not know it. */
            readonly commit_id: string | null;
            /** @description Earlier decisions about the item. */
            readonly decisions: readonly components["schemas"]["PastQuarantineDecision"][];
            /** @description The item. Opaque. */
            readonly id: string;
            /** @description Every blocking commit, in order: each must be discarded. Empty if all can be read. */
            readonly obstacles: readonly components["schemas"]["QuarantineObstacle"][];
            /** @description The position in the log of the first commit that blocks the item. */
            readonly position: string;
            /** @description The commits of the item that can be read. */
            readonly readable_commits: number;
            /** @description Names kinds and fields, never content. */
            readonly reason: string;
            /**
             * Format: date-time
             * @description When that commit was stored.
             */
            readonly since: string;
            /** @description The later commits, which wait. */
            readonly waiting_commits: number;
        };
        readonly Quota: {
            /** @description The month, `YYYYMM`. */
            readonly period: string;
            /** @description Each quota, in a fixed order. */
            readonly quotas: readonly components["schemas"]["QuotaUse"][];
            /** @description The first day of the next month, when every quota starts again. UTC, `YYYY-MM-DD`. */
            readonly renews_on: string;
        };
        readonly QuotaAmounts: {
            /** @description Bytes of uploaded and imported files. */
            readonly bytes: number;
            /** @description Completed deliveries to outputs. */
            readonly deliveries: number;
            /** @description Registered items of every kind. */
            readonly items: number;
            /** @description Minutes of transcribed media. */
            readonly transcription_minutes: number;
        };
        readonly QuotaHistory: {
            /** @description The month, `YYYYMM`. */
            readonly period: string;
            /** @description The first day of the next month. UTC, `YYYY-MM-DD`. */
            readonly renews_on: string;
            /** @description The first day of the month. UTC, `YYYY-MM-DD`. */
            readonly starts_on: string;
            /** @description What the library used in this month. */
            readonly used: components["schemas"]["QuotaAmounts"];
        };
        readonly QuotaLimits: {
            /** @description Bytes of uploaded and imported files. Null: unlimited. */
            readonly bytes: number | null;
            /** @description Completed deliveries to outputs. Null: unlimited. */
            readonly deliveries: number | null;
            /** @description Registered items of every kind. Null: unlimited. */
            readonly items: number | null;
            /** @description Minutes of transcribed media. Null: unlimited. */
            readonly transcription_minutes: number | null;
        };
        readonly QuotaLimitsBody: {
            /** @description Bytes of uploaded and imported files. Null: unlimited. Absent: the limit of the server. */
            readonly bytes?: number;
            /** @description Completed deliveries to outputs. Null: unlimited. Absent: the limit of the server. */
            readonly deliveries?: number;
            /** @description Registered items of every kind. Null: unlimited. Absent: the limit of the server. */
            readonly items?: number;
            /** @description Minutes of transcribed media. Null: unlimited. Absent: the limit of the server. */
            readonly transcription_minutes?: number;
        };
        readonly QuotaUse: {
            /** @description Reserved by registrations and steps in progress. */
            readonly in_progress: number;
            /** @description The limit of a month; null: unlimited. */
            readonly limit: number | null;
            /**
             * @description What is counted.
             * @enum {string}
             */
            readonly quota: "items" | "bytes" | "transcription_minutes" | "deliveries";
            /** @description What is left; null: unlimited. */
            readonly remaining: number | null;
            /** @description Used in this month, according to the projected events. */
            readonly used: number;
        };
        readonly QuotaUser: {
            /** @description The id of the user. Opaque. */
            readonly id: string;
            /** @description The name of the user. */
            readonly name: string;
        };
        readonly QuotaWait: {
            /** @description The same in words. */
            readonly detail: string;
            /** @description The limit. */
            readonly limit: number;
            /** @description What the run needs; 0 if that is not known yet. */
            readonly needed: number;
            /**
             * @description The quota.
             * @enum {string}
             */
            readonly quota: "items" | "bytes" | "transcription_minutes" | "deliveries";
            /** @description The day on which the quota renews, UTC, `YYYY-MM-DD`. */
            readonly renews_on: string;
            /** @description What is used or in progress. */
            readonly used: number;
        };
        readonly Ready: {
            /** @description The dependencies of the service. */
            readonly checks: {
                readonly [key: string]: components["schemas"]["DependencyHealth"];
            };
            /** @description The name of the service. */
            readonly service: string;
            /**
             * @description `ok` if every check is.
             * @enum {string}
             */
            readonly status: "ok" | "unavailable";
        };
        readonly Recording: {
            /** @description What each action would answer you now: one entry for each action, for each stage and for each output. */
            readonly allowed_actions: readonly components["schemas"]["Action"][];
            /** @description Only with `as_of`: the moment. Heartbeats of that time are unknown, and no action is allowed. */
            readonly as_of?: components["schemas"]["AsOf"];
            /** @description `pause` is among the allowed actions. */
            readonly can_pause: boolean;
            /** @description `run` is among the allowed actions. */
            readonly can_run: boolean;
            /** @description The run was open in another system, and the import of the item stopped it. */
            readonly cancel_cause: "import" | null;
            /** @description The reason that a person gave. */
            readonly cancel_reason: string | null;
            /** @description When a person, or the end of an import, stopped the newest run. */
            readonly cancelled_at: string | null;
            /** @description The user who stopped it, or who imported the item. Opaque. */
            readonly cancelled_by: string | null;
            /** @description The name of that user; null if unknown. */
            readonly cancelled_by_name: string | null;
            /**
             * Format: date-time
             * @description When it was registered.
             */
            readonly created_at: string;
            /** @description When it was deleted; deletion does not change the status. */
            readonly deleted_at: string | null;
            /** @description For people; null if there is none, and after erasure. */
            readonly description: string | null;
            /** @description Your oldest item with the same content (sha256) that was registered earlier and is not deleted. */
            readonly duplicate_of: components["schemas"]["Duplicate"] | null;
            /** @description A part of what can be read is the result of an earlier run: the present run has not made its own yet, or could not. The files and the transcript say which. */
            readonly earlier_run: boolean;
            /** @description When content and personal data were erased. */
            readonly erased_at: string | null;
            /** @description When it will be done, as a range. Null if nothing is awaited, or if it is unknown. */
            readonly eta: components["schemas"]["Eta"] | null;
            /** @description Why the ETA is unknown. */
            readonly eta_reason: ("review" | "paused" | "waiting" | "no-worker" | "stalled" | "no-progress" | "overdue" | "queued" | "length-unknown" | "unknown") | null;
            /** @description When its retention ended: content and personal data are gone, and it cannot be restored. */
            readonly expired_at: string | null;
            /** @description The retention date of a deleted item, until which it can be restored. */
            readonly expires_at: string | null;
            /** @description The newest run was given up, or every output has failed. Independent of the status; the next run clears it. */
            readonly failed: boolean;
            /** @description When it failed permanently. */
            readonly failed_at: string | null;
            /** @description `download`, `trim`, `transcribe`, `topics`, `subtitles` or `upload`. */
            readonly failed_at_stage: string | null;
            /** @description What went wrong, in words. */
            readonly failed_reason: string | null;
            /** @description The name of the uploaded file, without folders. */
            readonly file_name: string | null;
            /** @description Counts of the follow-ups of all outputs that were not skipped. */
            readonly follow_up_summary: components["schemas"]["FollowUpSummary"];
            /** @description The item. Opaque. */
            readonly id: string;
            /** @description When its history was imported from another system. Its earlier times are those of that system. */
            readonly imported_at: string | null;
            /** @description Somebody has decided what to do with it. Until then it is `SKIPPED`, unless a run is requested. */
            readonly is_mapped: boolean;
            /** @description The status is `DOWNLOADING`, `PROCESSING` or `UPLOADING`. */
            readonly is_runtime: boolean;
            /** @description Null if the status promises no more than it keeps. */
            readonly label: ("stalled" | "stopped" | "queued") | null;
            /** @description `auto` or BCP 47. */
            readonly language: string;
            /**
             * @description The language is the default of the user who registered the item.
             * @constant
             */
            readonly language_source?: "default";
            /** @description Finished content waits until a person publishes it: `publish` is among the allowed actions. */
            readonly needs_review: boolean;
            /** @description A newer release wrote to the item; the last readable state is shown. */
            readonly needs_upgrade: boolean;
            /** @description Why a recording whose stages have ended has no transcript; null if it has one, or may get it. */
            readonly no_transcript: components["schemas"]["NoTranscript"] | null;
            /** @description Running steps finish, and no step starts. */
            readonly on_pause: boolean;
            /** @description The page that it came from; null if none. */
            readonly origin: components["schemas"]["Origin"] | null;
            /** @description Every output of the item, in the order of the configuration. */
            readonly outputs: readonly components["schemas"]["Output"][];
            /** @description The reason that a person gave. */
            readonly pause_reason: string | null;
            /** @description When the pause began. */
            readonly pause_requested_at: string | null;
            /** @description When it continues automatically. */
            readonly pause_until: string | null;
            /** @description The user who paused it. Opaque. */
            readonly paused_by: string | null;
            /** @description The name of that user; null if unknown. */
            readonly paused_by_name: string | null;
            /** @description Settings of this item for later runs, above those of its template; null if there are none. */
            readonly preferences: components["schemas"]["PreferencesAnswer"] | null;
            /** @description Its pictures and its waveform for lists and players. */
            readonly previews: components["schemas"]["Previews"];
            /** @description The planned stages, in order. */
            readonly processing_stages: readonly components["schemas"]["Stage"][];
            /** @description The finished fraction of the work; null if unknown. */
            readonly progress: number | null;
            /** @description Since when `progress` has this value; null if nothing runs, or if this server has not seen the change. */
            readonly progress_at: string | null;
            /** @description The commit that cannot be applied; null if all can. */
            readonly quarantine: components["schemas"]["QuarantinePlace"] | null;
            /** @description The history needs an operator; the last good state is shown. */
            readonly quarantined: boolean;
            /** @description The length of that queue, this one included. */
            readonly queue_length: number | null;
            /** @description The place in the queue of its lane, 1 for the next; null if not queued, or unknown. */
            readonly queue_position: number | null;
            /** @description Downloaded, not failed, not deleted, and every stage is completed or skipped. */
            readonly ready_to_upload: boolean;
            /** @description Planned or done by retention; null if it leaves the item alone, or a person has deleted it. */
            readonly retention: components["schemas"]["Retention"] | null;
            /** @description Opaque; send it back as `min_revision` or `after_revision`. */
            readonly revision: string;
            /** @description The newest run; null before the first, and after a reset. */
            readonly run: components["schemas"]["Run"] | null;
            /** @description Where the item comes from. */
            readonly source: components["schemas"]["Source"];
            /**
             * Format: date-time
             * @description The time since which this answer may lack changes, because the tables are behind the log or cannot be compared with it. Absent while the tables are up to date, and in pushed items.
             */
            readonly stale_since?: string;
            /** @description True if it runs and its worker is dead. Null: unknown, e.g. right after the start of this server. */
            readonly stalled: boolean | null;
            /**
             * @description The most urgent state that applies, the same words for all kinds. `stalled`: in progress, but the worker does not respond. `unreadable`: the history needs an operator or a newer release.
             * @enum {string}
             */
            readonly state: "deleted" | "stopped" | "failed" | "partial" | "unconfirmed" | "follow_up_failed" | "to_review" | "paused" | "waiting" | "in_progress" | "queued" | "ready" | "not_started" | "stalled" | "unreadable";
            /** @description The reason of the state, in one sentence; null if it needs none. */
            readonly state_reason: string | null;
            /**
             * @description Computed from the events; `explain` names the rule.
             * @enum {string}
             */
            readonly status: "PENDING_SOURCE" | "INITIALIZED" | "SKIPPED" | "DOWNLOADING" | "DOWNLOADED" | "PROCESSING" | "PROCESSED" | "UPLOADING" | "UPLOADED" | "READY" | "EXPIRED";
            /** @description The tags that people gave it; none after erasure. */
            readonly tags: readonly string[];
            /** @description The template whose settings later runs use; null if none is bound. */
            readonly template: components["schemas"]["BoundTemplate"] | null;
            /** @description Nothing more happens until a person acts, except retention. */
            readonly terminal: boolean;
            /** @description The picture that stands for it; null if it has neither a video nor a chosen second. */
            readonly thumbnail: components["schemas"]["Thumbnail"] | null;
            /** @description The title that a person or the source gave, else the one in a document, else the name of the file; null after erasure. */
            readonly title: string | null;
            /**
             * Format: date-time
             * @description When anything of it but its previews last changed.
             */
            readonly updated_at: string;
            /** @description Counts of the outputs that were not skipped. */
            readonly upload_summary: components["schemas"]["UploadSummary"];
            /** @description The outputs of each kind of destination, and the worst of their statuses. */
            readonly uploads: {
                readonly [key: string]: components["schemas"]["UploadsByType"];
            };
            /** @description What the steps wait for. They continue automatically. If no step of the item is running, the entries with `queue` name the queue, and the place of the item in it. */
            readonly waiting_for: readonly components["schemas"]["Waiting"][];
        };
        readonly RecordingList: {
            /** @description A page, in the order of `sort`. */
            readonly items: readonly components["schemas"]["Recording"][];
            /** @description Send it back as `cursor` for the next page; null on the last. */
            readonly next_cursor: string | null;
            /**
             * Format: date-time
             * @description The time since which this answer may lack changes, because the tables are behind the log or cannot be compared with it. Absent while the tables are up to date, and in pushed items.
             */
            readonly stale_since?: string;
            /** @description With `include=total`. */
            readonly total?: number;
        };
        readonly Redeliver: {
            /**
             * @description Sends only the present title and description, to content that stays. Only outputs at YouTube and VK take them.
             * @default false
             */
            readonly metadata_only?: boolean;
        };
        readonly RedeliverWebhooks: {
            /**
             * @description Send all events from this position on, as `position` of a payload gives it.
             * @example 118
             */
            readonly from_position?: string;
            /**
             * Format: date-time
             * @description Send all events that were stored at this time or later.
             * @example 2026-11-20T14:03:00Z
             */
            readonly from_time?: string;
        };
        readonly RefusalCount: {
            /** @description The problem code. */
            readonly code: string;
            /** @description The events that were refused with it. */
            readonly count: number;
        };
        readonly RegisterForm: {
            /**
             * @description Accepts content that exists already.
             * @default false
             * @enum {string}
             */
            readonly allow_duplicate?: "true" | "false";
            /**
             * @description Also binds the template to the item.
             * @default false
             * @enum {string}
             */
            readonly bind_template?: "true" | "false";
            /** @description The file. Send the other fields before it. */
            readonly file: string;
            /**
             * @description Somebody has decided what to do with it. Otherwise it is `SKIPPED` until a run is requested.
             * @default true
             * @enum {string}
             */
            readonly is_mapped?: "true" | "false";
            /**
             * @description `auto` or BCP 47. Default: your `default_language`.
             * @example pt-BR
             */
            readonly language?: string;
            /** @description JSON, as in RunOverrides. */
            readonly metadata_config?: string;
            /** @description JSON, as in RunOverrides. */
            readonly output_config?: string;
            /** @description JSON, as in RunOverrides. */
            readonly processing_config?: string;
            /**
             * @description Starts a run immediately.
             * @default false
             * @enum {string}
             */
            readonly run?: "true" | "false";
            /** @description A template of yours for this run. */
            readonly template_id?: string;
            /** @description For people; default: made of the file name. */
            readonly title?: string;
        };
        readonly RegisterSource: {
            /**
             * @description Also binds the template to the item, once the run has started.
             * @default false
             */
            readonly bind_template?: boolean;
            /**
             * @description Somebody has decided what to do with it. Otherwise it is `SKIPPED` until a run is requested.
             * @default true
             */
            readonly is_mapped?: boolean;
            /**
             * @description `auto` or BCP 47. Default: your `default_language`.
             * @example pt-BR
             */
            readonly language?: string;
            /** @description The texts that outputs receive. */
            readonly metadata_config?: components["schemas"]["MetadataConfig"];
            /** @description Where the run delivers to. */
            readonly output_config?: components["schemas"]["OutputConfigBody"];
            /** @description Settings of this run; the others stay as last requested. */
            readonly processing_config?: components["schemas"]["ProcessingConfig"];
            /** @description Completed stages to repeat, for example with a better engine. The stages that depend on them are repeated too; deliveries stay. */
            readonly repeat?: readonly ("TRIM" | "TRANSCRIBE" | "EXTRACT_TOPICS" | "GENERATE_SUBTITLES")[];
            /**
             * @description Starts a run immediately.
             * @default false
             */
            readonly run?: boolean;
            /** @description Replaces `url`. */
            readonly source?: components["schemas"]["RegisteredSource"];
            /** @description A template of yours for this run. It ranks below the preferences of the item. */
            readonly template_id?: number;
            /** @description For people. */
            readonly title?: string;
            /**
             * @description The public http or https address to fetch. Its query and user are stored sealed, and never shown.
             * @example https://files.example/talks/weekly.mp4
             */
            readonly url?: string;
        };
        readonly RegisteredSource: {
            /** @description `simulated`, where simulation is on. */
            readonly kind: string;
            /** @description The content of the source. */
            readonly settings?: {
                /**
                 * @description Length of the file.
                 * @default 3
                 */
                readonly seconds?: number;
                /**
                 * @description Another seed is another tone, so other content.
                 * @default 1
                 */
                readonly seed?: number;
                /**
                 * @description Silence at its start and at its end.
                 * @default 0.5
                 */
                readonly silence_seconds?: number;
            };
        };
        readonly RegisteredUpload: {
            /** @description The recording. Opaque. */
            readonly recording_id: string;
            /** @description Why the requested run has not started: its settings became unusable while the bytes arrived. Null: it has, or none was requested. */
            readonly run_refused: components["schemas"]["RunRefusal"] | null;
        };
        readonly Registrant: {
            /** @description The user. Opaque. */
            readonly id: string;
            /** @description Null if the user is unknown. */
            readonly name: string | null;
        };
        readonly RemovedPassage: {
            /** @description Seconds. */
            readonly end: number;
            /** @description Seconds. */
            readonly start: number;
        };
        readonly RenamePasskey: {
            /** @description Your name for the passkey. Surrounding spaces are removed. */
            readonly name: string;
        };
        readonly Retention: {
            /** @description When its content is removed permanently. Null: its content stays until a person erases the item. */
            readonly hard_delete_at: string | null;
            /**
             * Format: date-time
             * @description When retention deletes the item, or has deleted it. In the past and not yet deleted: within minutes.
             */
            readonly soft_delete_at: string;
            /**
             * @description The layer that sets the days.
             * @enum {string}
             */
            readonly source: "server" | "user" | "template";
        };
        readonly RetentionConfigBody: {
            /** @description Days until its content is removed permanently, counted from the same time; at least one day after the deletion. Not less than `soft_delete_days`. Null: never. Absent: as in the layer below, or as long as other deleted items are kept. */
            readonly hard_delete_days?: number | null;
            /** @description Days until an item is deleted, counted from the end of its last run or from its restoration. Null: never. Absent: as in the layer below. */
            readonly soft_delete_days?: number | null;
        };
        readonly RetentionExplanation: {
            /**
             * @description Whether retention deletes the item. `removed`: deleted or erased on request.
             * @enum {string}
             */
            readonly code: "none" | "removed" | "deleted" | "active" | "not-ready" | "unconfirmed" | "outdated" | "planned";
            /** @description When it deletes the item, or has deleted it. */
            readonly plan: components["schemas"]["Retention"] | null;
            /** @description The same in words. */
            readonly says: string;
            /** @description The time from which the days count. */
            readonly since: string | null;
        };
        readonly RetryOverrides: {
            /** @description The backoff before attempts 2, 3 …; the last value repeats. */
            readonly backoff_ms?: readonly number[];
            /** @description No retry starts later than this after the first failure. */
            readonly budget_ms?: number;
            /** @description The attempts of a step, the first one included. */
            readonly max_attempts?: number;
            /** @description The number of lost workers in a row, without progress, after which a step fails. */
            readonly max_crashes?: number;
            /** @description The intervals between checks for an awaited dependency; the last value repeats. */
            readonly wait_ms?: readonly number[];
        };
        readonly RetryQuarantined: {
            /** @description Explains the decision to later readers of the history. Encrypted with the item's personal data. */
            readonly reason?: string;
        };
        readonly RevokedCount: {
            /** @description The number of sign-ins or tokens that this request has ended. */
            readonly revoked: number;
        };
        readonly RotateWebhookSecret: {
            /**
             * @description The present secret signs too for so many hours. 0: it stops at once.
             * @default 24
             */
            readonly keep_hours?: number;
        };
        readonly RowFacts: {
            /** @description Commits that the row does not have yet. */
            readonly behind: number | null;
            /** @description The revision of the row. */
            readonly revision: string | null;
            /** @description The same in words. */
            readonly says: string;
            /**
             * @description Its state, compared with the log.
             * @enum {string}
             */
            readonly state: "current" | "behind" | "missing" | "unreadable" | "unknown";
        };
        readonly Rule: {
            /** @description The number of the requirement. */
            readonly id: string;
            /** @description The rule in words. */
            readonly says: string;
        };
        readonly RuleEvidence: {
            /**
             * Format: date-time
             * @description When it was registered.
             */
            readonly created_at: string;
            /** @description The date in the document, such as 2026-02-05; null if there is none. */
            readonly date: string | null;
            /** @description The document. Opaque. */
            readonly id: string;
            /** @description Its title. */
            readonly title: string | null;
        };
        readonly RuleFact: {
            /** @description The name of the fact. */
            readonly fact: string;
            /** @description Its meaning. */
            readonly says: string;
            /** @description The event that set this value; null: it has had it from the beginning, or the event is unknown because the log did not answer, and `since` of the status is null too. */
            readonly since: components["schemas"]["ExplainedEvent"] | null;
            /** @description Its present value. */
            readonly value: (string | number | boolean) | null;
        };
        readonly RuleSuggestionList: {
            /** @description Those with the most documents first. */
            readonly items: readonly components["schemas"]["DocumentRuleSuggestion"][];
        };
        readonly Run: {
            /** @description A step of it is running or has yet to start. */
            readonly active: boolean;
            /** @description The layer of each setting that the run uses, as `config_sources` of a dry run. */
            readonly config_sources: {
                readonly [key: string]: string;
            };
            /** @description The newest run. Opaque. */
            readonly id: string;
            /**
             * Format: date-time
             * @description When it was started.
             */
            readonly started_at: string;
            /** @description The plan of the run, in order. */
            readonly steps: readonly components["schemas"]["RunStep"][];
        };
        readonly RunOverrides: {
            /**
             * @description Also binds the template to the item, once the run has started.
             * @default false
             */
            readonly bind_template?: boolean;
            /** @description The texts that outputs receive. */
            readonly metadata_config?: components["schemas"]["MetadataConfig"];
            /** @description Where the run delivers to. */
            readonly output_config?: components["schemas"]["OutputConfigBody"];
            /** @description Settings of this run; the others stay as last requested. */
            readonly processing_config?: components["schemas"]["ProcessingConfig"];
            /** @description Completed stages to repeat, for example with a better engine. The stages that depend on them are repeated too; deliveries stay. */
            readonly repeat?: readonly ("TRIM" | "TRANSCRIBE" | "EXTRACT_TOPICS" | "GENERATE_SUBTITLES")[];
            /** @description A template of yours for this run. It ranks below the preferences of the item. */
            readonly template_id?: number;
        };
        readonly RunRefusal: {
            /** @description The problem that a request for the run would get. */
            readonly code: string;
            /** @description For people. */
            readonly detail: string;
            /** @description What helps. */
            readonly try_instead: string | null;
        };
        readonly RunStep: {
            /** @description The number of the newest attempt, over all runs; 0 before the first. */
            readonly attempt: number;
            /** @description When it was completed. */
            readonly completed_at: string | null;
            /** @description Steps that must end first. */
            readonly depends_on: readonly string[];
            /** @description The step has failed permanently. Between automatic retries this is false. */
            readonly failed: boolean;
            /** @description When it failed permanently. */
            readonly failed_at: string | null;
            /** @description The error message; also of a step that is tried again at `retry_at`, and of a stage that an allowed error skipped. */
            readonly failed_reason: string | null;
            /**
             * @description The kind of step.
             * @enum {string}
             */
            readonly kind: "source" | "stage" | "delivery" | "followUp" | "document" | "mirror" | "preview";
            /** @description The finished fraction of the work; null if unknown. */
            readonly progress: number | null;
            /** @description Facts about what it has made; null if it is not completed, or has none. */
            readonly result: components["schemas"]["StepResult"] | null;
            /** @description When it is tried again automatically; the status is `PENDING` until then. */
            readonly retry_at: string | null;
            /** @description Why it was skipped. */
            readonly skip_reason: ("disabled" | "manual" | "error" | "parent_failed" | "no_engine" | "no_engine_for_language" | "no_audio" | "all_silence" | "not_applicable" | "encrypted" | "signed" | "no_text") | null;
            /** @description When the newest run first started it; a restart or retry does not change this. */
            readonly started_at: string | null;
            /**
             * @description The status of the step.
             * @enum {string}
             */
            readonly status: "PENDING" | "IN_PROGRESS" | "COMPLETED" | "FAILED" | "SKIPPED";
            /** @description `DOWNLOAD`, a stage, or `deliver:` and the name of an output. */
            readonly step: string;
        };
        readonly RunTemplate: {
            /** @description The id of the template. */
            readonly id: number;
            /** @description Its present name; null if it no longer exists. */
            readonly name: string | null;
            /** @description The run would bind it to the item. */
            readonly will_be_bound: boolean;
        };
        readonly RunTemplates: {
            /** @description The template that the item is bound to. */
            readonly bound: components["schemas"]["BoundTemplate"] | null;
            /** @description The template of the request. */
            readonly run: components["schemas"]["RunTemplate"] | null;
        };
        readonly SearchAnswer: {
            /** @description How current the search is. */
            readonly index: components["schemas"]["SearchIndexState"];
            /** @description The best matches first. */
            readonly items: readonly components["schemas"]["SearchItem"][];
            /** @description For the next page. Null: this is the last one. */
            readonly next_cursor: string | null;
            /** @description Not empty if few items have the exact words: items with words of similar spelling are included. */
            readonly similar: readonly components["schemas"]["SearchSimilar"][];
            /** @description Names before a colon that are no filters. They were searched as words. */
            readonly unknown_filters: readonly string[];
        };
        readonly SearchIndexRefill: {
            /** @description The index is being filled again. Searches go on meanwhile. */
            readonly refilling: boolean;
        };
        readonly SearchIndexState: {
            /** @description Events of items, of all libraries, that the index does not show yet. Null if unknown. */
            readonly behind_events: number | null;
            /** @description The age of the oldest of them, in seconds. Null if unknown. */
            readonly behind_seconds: number | null;
            /** @description Items, of all libraries, that could not be indexed completely. They are tried again. */
            readonly failed_items: number;
            /** @description Words of similar spelling are searched. False if the database lacks the extension `pg_trgm`. */
            readonly finds_similar: boolean;
            /**
             * @description `building`: the index is being filled, and items are missing. `behind`: the newest changes are missing. `stopped`: no server keeps it up to date now.
             * @enum {string}
             */
            readonly state: "current" | "behind" | "building" | "stopped";
        };
        readonly SearchItem: {
            /**
             * Format: date-time
             * @description The date of the recording or in the document, else that of the registration. `before:` and `after:` compare it.
             */
            readonly date: string;
            /** @description The item. Opaque. */
            readonly id: string;
            /**
             * @description Its kind.
             * @enum {string}
             */
            readonly kind: "recording" | "session" | "document";
            /** @description All passages with one of the words. */
            readonly passage_count: number;
            /** @description The best passages, at most three, in their order. */
            readonly passages: readonly components["schemas"]["SearchPassage"][];
            /** @description Names of its speakers, which people have set. */
            readonly people: readonly string[];
            /** @description The sender of the document. */
            readonly sender: string | null;
            /** @description Its tags. */
            readonly tags: readonly string[];
            /** @description Its title. */
            readonly title: string | null;
            /** @description The words that were found in the title, in order. */
            readonly title_ranges: readonly components["schemas"]["SearchRange"][];
        };
        readonly SearchPassage: {
            /** @description The page, from 1. Null: a recording, or a written text, unless its PDF has one page. */
            readonly page: number | null;
            /** @description The words that were found, in order. */
            readonly ranges: readonly components["schemas"]["SearchRange"][];
            /** @description The speaker of that sentence, if known. */
            readonly speaker: string | null;
            /** @description Milliseconds from the start of the recording, where the sentence begins; null for documents. */
            readonly start_ms: number | null;
            /** @description Part of the transcript, or of the text of the document. Plain text, never HTML. */
            readonly text: string;
        };
        readonly SearchRange: {
            /** @description UTF-16 code units. */
            readonly length: number;
            /** @description UTF-16 code units before it. */
            readonly start: number;
        };
        readonly SearchSimilar: {
            /** @description Words of similar spelling that were searched too. */
            readonly searched: readonly string[];
            /** @description A word of `q`. */
            readonly word: string;
        };
        readonly SecretFieldAnswer: {
            /** @description True: show it as dots while it is typed. */
            readonly hidden: boolean;
            /** @description Where to find it. */
            readonly hint: string | null;
            /** @description Its name for people, in the words of the service. */
            readonly label: string;
            /**
             * @description The field of the request.
             * @enum {string}
             */
            readonly name: "client_id" | "client_secret" | "username" | "password" | "token";
        };
        readonly SegmentBody: {
            /** @description Seconds; after `start`. */
            readonly end: number;
            /** @description The id of an existing passage; left out for a new one. */
            readonly id?: number;
            /** @description Seconds. */
            readonly start: number;
            /** @description The spoken words. */
            readonly text: string;
        };
        readonly SelectedArchive: {
            /**
             * Format: date-time
             * @description When the address ends.
             */
            readonly expires_at: string;
            /** @description The id of the selection. Opaque. */
            readonly id: string;
            /** @description Items of the selection. */
            readonly item_count: number;
            /** @description The address of the archive, on this server. */
            readonly url: string;
        };
        readonly SenderHour: {
            /** @description Events that waited because the sender was too fast. */
            readonly delayed: number;
            /** @description Verdicts. */
            readonly events: number;
            /** @description Refusals among them. */
            readonly refused: number;
        };
        readonly SentStatus: {
            /**
             * Format: date-time
             * @description When the status was written, or found on the page.
             */
            readonly at: string;
            /**
             * @description The status on the page.
             * @enum {string}
             */
            readonly status: "Processing" | "Downloading" | "Transcribing" | "Uploading to Drive" | "Complete" | "Error";
        };
        readonly ServerLimits: {
            /** @description The most items per page. */
            readonly page: number;
            /** @description The most characters in a title. */
            readonly title: number;
            /** @description The largest upload in bytes. */
            readonly upload_bytes: number;
        };
        readonly ServiceEquipment: {
            /** @description The engines of its workers, in order of preference. */
            readonly engines: readonly {
                /** @description False: the worker cannot use the engine, and `note` says why. Absent: the engine is usable, or it is a remote service, which is not checked in advance. */
                readonly available?: boolean;
                /** @description The engine's languages by the publisher's error rates for read sentences. Languages without a published rate are in no list. */
                readonly grades?: {
                    /** @description At most 30 % of the words are wrong. */
                    readonly draft: readonly string[];
                    /** @description At most 12 % of the words are wrong. */
                    readonly good: readonly string[];
                    /** @description More words are wrong. */
                    readonly poor: readonly string[];
                };
                /** @description The kind of work: `speech`, `topics`. */
                readonly kind: string;
                /** @description The languages that the engine supports, as BCP 47 tags. Absent: any language. */
                readonly languages?: readonly string[];
                /** @description The model that the engine uses. */
                readonly model?: string;
                /** @description The name of the engine. */
                readonly name: string;
                /** @description True: the engine does not transcribe recordings with the language `auto`. */
                readonly needs_language?: boolean;
                /** @description A hint for the operator. */
                readonly note?: string;
                /** @description Seconds of speech that the engine transcribes in a second, measured on the worker's machine. Absent: not measured. */
                readonly speed?: number;
            }[] | "unknown";
            /** @description When one of its workers last reported. */
            readonly heard_at: string | null;
            /** @description When its workers checked their equipment: at their start. */
            readonly looked_at: string | null;
            /** @description The speech models that its machines download, with their progress. */
            readonly models: readonly {
                /** @description Why the last attempt failed: `download-failed`, `disk-full`, `wrong-checksum`, `data-folder-unusable`; or `model-unusable`: the file is no model. */
                readonly error?: string;
                /** @description The bytes that have been fetched. */
                readonly fetched_bytes: number;
                /** @description The size of the file in millions of bytes, rounded. */
                readonly megabytes?: number;
                /** @description The name of the model. */
                readonly name: string;
                /**
                 * Format: date-time
                 * @description When the download is tried again.
                 */
                readonly next_attempt_at?: string;
                /** @description The state of the download: `ready`, `missing`, `fetching`, `retrying`, `stopped`, `paused`. */
                readonly phase: string;
                /** @description False: transcriptions use another model. Absent from workers of earlier releases. */
                readonly selected?: boolean;
                /** @description The size of the model, once a server has told it. */
                readonly total_bytes?: number;
            }[];
            /** @description The name of the service. */
            readonly service: string;
            /** @description The tools of its workers. */
            readonly tools: readonly {
                /** @description The name of the program. */
                readonly name: string;
                /** @description A hint for the operator, e.g. that the program is outdated or lacks a feature. */
                readonly note?: string;
                /** @description The version that the program reports. */
                readonly version: string;
            }[] | "unknown";
        };
        readonly ServicePresenceAnswer: {
            /** @description When the last message of its workers arrived; null if none did since `listening_since`. */
            readonly heard_at: string | null;
            /**
             * @description The name of the service.
             * @enum {string}
             */
            readonly service: "ingest" | "processing" | "upload";
            /** @description The present workers of the service. */
            readonly workers: number;
        };
        readonly Session: {
            /** @description What is possible next. */
            readonly allowed: readonly ("retry" | "upload" | "download")[];
            /** @description Whether it can be deleted, restored and erased now, and why not. */
            readonly allowed_actions: readonly components["schemas"]["Action"][];
            /** @description The name of the uploaded file. */
            readonly audio_filename: string | null;
            /**
             * Format: date-time
             * @description When it was registered.
             */
            readonly created_at: string;
            /** @description When it was deleted. */
            readonly deleted_at: string | null;
            /** @description The finished seconds of the audio. */
            readonly duration_processed: number | null;
            /** @description The seconds of the audio; null until known. */
            readonly duration_total: number | null;
            /** @description When content and personal data were erased. */
            readonly erased_at: string | null;
            /** @description When it will be completed: four times the length of the audio after its start, or by its speed so far. In a queue, it includes the work before it. Never in the past. */
            readonly estimated_completion: string | null;
            /** @description When its retention ended: content and personal data are gone, and it cannot be restored. */
            readonly expired_at: string | null;
            /** @description The retention date of a deleted session, until which it can be restored. */
            readonly expires_at: string | null;
            /** @description What went wrong, why there is no text, or that the run was cancelled, in words. */
            readonly failed_reason: string | null;
            /** @description For people. */
            readonly message: string;
            /** @description The waveform of the audio, the version for browsers and others. */
            readonly previews: components["schemas"]["Previews"];
            /** @description The working time of its attempts, without waits; null until it is completed. */
            readonly processing_duration: number | null;
            /** @description Percent: seven tenths work, three tenths time, at four times the length of the audio. Below 100 until completed. */
            readonly progress: number;
            /** @description The length of that queue, this one included. */
            readonly queue_length: number | null;
            /** @description 1 is next in its lane; null if it is not queued, or unknown. */
            readonly queue_position: number | null;
            /** @description A retry may help; null if nothing has failed. */
            readonly retryable: boolean | null;
            /** @description Opaque. */
            readonly revision: string;
            /** @description The session. Opaque. */
            readonly session_id: string;
            /** @description Seconds of audio per second of work, once completed. */
            readonly speed: number | null;
            /**
             * Format: date-time
             * @description The time since which this answer may lack changes, because the tables are behind the log or cannot be compared with it. Absent while the tables are up to date, and in pushed items.
             */
            readonly stale_since?: string;
            /** @description True if it runs and its worker is dead. Null: unknown, e.g. right after the start of this server. */
            readonly stalled: boolean | null;
            /** @description When the transcription started. */
            readonly started_at: string | null;
            /**
             * @description From `pending` to `processing`, then `completed` or `failed`; a retry sets `failed` back. Deletion changes it only if it stops work.
             * @enum {string}
             */
            readonly status: "pending" | "processing" | "completed" | "failed";
            /** @description Nothing more happens until a person acts, except retention. */
            readonly terminal: boolean;
            /** @description For people. */
            readonly title: string | null;
            /** @description The newest attempt of the transcription. Opaque. */
            readonly transcription_job_id: string | null;
            /**
             * Format: date-time
             * @description Its newest event, or the last heartbeat of its worker, by the clock of the broker.
             */
            readonly updated_at: string;
        };
        readonly SessionCommandAnswer: {
            /** @description What is possible next. */
            readonly allowed: readonly ("retry" | "upload" | "download")[];
            /** @description Whether it can be deleted, restored and erased now, and why not. */
            readonly allowed_actions: readonly components["schemas"]["Action"][];
            /** @description The name of the uploaded file. */
            readonly audio_filename: string | null;
            /**
             * Format: date-time
             * @description When it was registered.
             */
            readonly created_at: string;
            /** @description When it was deleted. */
            readonly deleted_at: string | null;
            /** @description The finished seconds of the audio. */
            readonly duration_processed: number | null;
            /** @description The seconds of the audio; null until known. */
            readonly duration_total: number | null;
            /** @description When content and personal data were erased. */
            readonly erased_at: string | null;
            /** @description When it will be completed: four times the length of the audio after its start, or by its speed so far. In a queue, it includes the work before it. Never in the past. */
            readonly estimated_completion: string | null;
            /** @description When its retention ended: content and personal data are gone, and it cannot be restored. */
            readonly expired_at: string | null;
            /** @description The retention date of a deleted session, until which it can be restored. */
            readonly expires_at: string | null;
            /** @description What went wrong, why there is no text, or that the run was cancelled, in words. */
            readonly failed_reason: string | null;
            /** @description For people. */
            readonly message: string;
            /** @description The result of the request. */
            readonly outcome: components["schemas"]["Outcome"];
            /** @description The waveform of the audio, the version for browsers and others. */
            readonly previews: components["schemas"]["Previews"];
            /** @description The working time of its attempts, without waits; null until it is completed. */
            readonly processing_duration: number | null;
            /** @description Percent: seven tenths work, three tenths time, at four times the length of the audio. Below 100 until completed. */
            readonly progress: number;
            /** @description The length of that queue, this one included. */
            readonly queue_length: number | null;
            /** @description 1 is next in its lane; null if it is not queued, or unknown. */
            readonly queue_position: number | null;
            /** @description A retry may help; null if nothing has failed. */
            readonly retryable: boolean | null;
            /** @description Opaque. */
            readonly revision: string;
            /** @description The session. Opaque. */
            readonly session_id: string;
            /** @description Seconds of audio per second of work, once completed. */
            readonly speed: number | null;
            /**
             * Format: date-time
             * @description The time since which this answer may lack changes, because the tables are behind the log or cannot be compared with it. Absent while the tables are up to date, and in pushed items.
             */
            readonly stale_since?: string;
            /** @description True if it runs and its worker is dead. Null: unknown, e.g. right after the start of this server. */
            readonly stalled: boolean | null;
            /** @description When the transcription started. */
            readonly started_at: string | null;
            /**
             * @description From `pending` to `processing`, then `completed` or `failed`; a retry sets `failed` back. Deletion changes it only if it stops work.
             * @enum {string}
             */
            readonly status: "pending" | "processing" | "completed" | "failed";
            /** @description Nothing more happens until a person acts, except retention. */
            readonly terminal: boolean;
            /** @description For people. */
            readonly title: string | null;
            /** @description The newest attempt of the transcription. Opaque. */
            readonly transcription_job_id: string | null;
            /**
             * Format: date-time
             * @description Its newest event, or the last heartbeat of its worker, by the clock of the broker.
             */
            readonly updated_at: string;
        };
        readonly SessionCommandPreview: {
            /**
             * @description Nothing was changed.
             * @constant
             */
            readonly dry_run: true;
            /** @description The outcome that the command would have. */
            readonly outcome: components["schemas"]["Outcome"];
            /** @description The session. Opaque. */
            readonly session_id: string;
            /** @description The status after the command. */
            readonly status_after: ("pending" | "processing" | "completed" | "failed") | null;
            /** @description The command would change something. */
            readonly would_change: boolean;
        };
        readonly SessionCorrectionAnswer: {
            /** @description The version that was corrected. */
            readonly basis: string | null;
            /** @description When a person corrected it; null: as transcribed. */
            readonly corrected_at: string | null;
            /** @description The user who corrected it. */
            readonly corrected_by: string | null;
            /** @description The correction of an earlier transcript: the recording was transcribed again since. Its passages are kept if the texts can be compared, and it stays available as a version. */
            readonly newer_than: components["schemas"]["NewerThan"] | null;
            /** @description Outputs with other words: their content is from before the correction. */
            readonly outdated_outputs: readonly components["schemas"]["OutdatedOutput"][];
            /** @description The revision of the session after it. */
            readonly revision: string;
            /** @description The version of the text. Opaque; another run, or a correction, makes another one. */
            readonly version: string;
        };
        readonly SessionExplanation: {
            /** @description What each action would answer you now. */
            readonly allowed_actions: readonly components["schemas"]["Action"][];
            /** @description When it was deleted. */
            readonly deleted_at: string | null;
            /** @description Your oldest session with the same content (sha256) that was registered earlier and is not deleted. */
            readonly duplicate_of: components["schemas"]["ExplainedDuplicate"] | null;
            /** @description When content and personal data were erased. */
            readonly erased_at: string | null;
            /** @description When its retention ended: content and personal data are gone, and it cannot be restored. */
            readonly expired_at: string | null;
            /** @description Until when a deleted item can be restored. */
            readonly expires_at: string | null;
            /**
             * Format: date-time
             * @description When it was explained.
             */
            readonly explained_at: string;
            /** @description Why it counts as failed, or not. */
            readonly failure: components["schemas"]["FailureExplanation"];
            /** @description Whether the row that lists and items are read from is up to date. */
            readonly projection: components["schemas"]["RowFacts"];
            /** @description When retention deletes the item, and why. */
            readonly retention: components["schemas"]["RetentionExplanation"];
            /** @description The revision up to which the log is explained. */
            readonly revision: string;
            /** @description The newest run. */
            readonly run: components["schemas"]["ExplainedRun"];
            /** @description The session. Opaque. */
            readonly session_id: string;
            /** @description Settings of the bound template that the preferences of the item override. */
            readonly settings: readonly components["schemas"]["ExplainedSetting"][];
            /** @description Why it has this status. */
            readonly status: components["schemas"]["SessionStatusExplanation"];
            /** @description The steps of the plan that are not completed: unfinished, skipped, or unconfirmed. */
            readonly steps: readonly components["schemas"]["ExplainedStep"][];
        };
        readonly SessionList: {
            /** @description Newest first. */
            readonly items: readonly components["schemas"]["Session"][];
            /** @description Send it back as `cursor` for the next page; null on the last. */
            readonly next_cursor: string | null;
            /**
             * Format: date-time
             * @description The time since which this answer may lack changes, because the tables are behind the log or cannot be compared with it. Absent while the tables are up to date, and in pushed items.
             */
            readonly stale_since?: string;
        };
        readonly SessionStatusExplanation: {
            /** @description The events that set the checked facts, oldest first. */
            readonly follows_from: readonly components["schemas"]["ExplainedEvent"][];
            /** @description The rules before it, in order; none of them applies. */
            readonly lost: readonly components["schemas"]["CheckedRule"][];
            /** @description The rules after it, which were not checked. */
            readonly not_considered: readonly components["schemas"]["Rule"][];
            /** @description The first rule that applies. */
            readonly rule: components["schemas"]["CheckedRule"];
            /** @description The event since which this is so. */
            readonly since: components["schemas"]["ExplainedEvent"] | null;
            /**
             * @description The status.
             * @enum {string}
             */
            readonly status: "pending" | "processing" | "completed" | "failed";
        };
        readonly SettingOptionAnswer: {
            /** @description The value of the setting in `depends_on` for which this option exists. */
            readonly of?: string;
            /** @description The value. */
            readonly value: string;
        };
        readonly Settle: {
            /** @description True if the delivery arrived. */
            readonly delivered: boolean;
            /**
             * @description The link of the content that was found, for people: `https`, without a user name and a password. Only with `delivered: true`. The server never opens it.
             * @example https://media.example/watch/42
             */
            readonly url?: string;
        };
        readonly ShareLink: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            readonly created_at: string;
            /** @description True if visitors may download the files. */
            readonly download: boolean;
            /**
             * Format: date-time
             * @description When it expires.
             */
            readonly expires_at: string;
            /** @description True if visitors need a password. */
            readonly has_password: boolean;
            /** @description The link. It opens nothing. Opaque. */
            readonly id: string;
            /** @description The item that it opens. Opaque. */
            readonly item_id: string;
            /**
             * @description The kind of the item.
             * @enum {string}
             */
            readonly kind: "recording" | "document";
            /** @description When it was opened last. */
            readonly last_opened_at: string | null;
            /** @description The user who made it. Opaque. */
            readonly made_by: string;
            /** @description The name of the user who made it; null if unknown. */
            readonly made_by_name: string | null;
            /** @description How often it was opened. Nothing is stored about who opened it. */
            readonly opens: number;
            /** @description When it was revoked. */
            readonly revoked_at: string | null;
            /** @description The user who revoked it; null if nobody has, or after the account was deleted. Opaque. */
            readonly revoked_by: string | null;
            /** @description The name of the user who revoked it. */
            readonly revoked_by_name: string | null;
            /**
             * @description `open`: the link works. `expired`: its time is over. `revoked`: a person has ended it. `suspended`: the link does not work, because the user who made it may no longer change the library. `off`: the operator of the server has switched sharing off, so no link works. `in_trash`: the item is in the trash, and the link works again after a restore. `moved`: the item is in another library, whose members have not shared it; the link works again if the item comes back. `gone`: the content was erased, and the link is about to be removed. `unreadable`: the history of the item cannot be read; `tl explain` says more about it. The time of expiry stays the same in all of these states.
             * @enum {string}
             */
            readonly state: "open" | "expired" | "revoked" | "suspended" | "off" | "in_trash" | "moved" | "gone" | "unreadable";
        };
        readonly ShareLinkList: {
            /** @description Open links, then the others, each newest first; 200 at most. Ended ones are kept for 90 days. */
            readonly items: readonly components["schemas"]["ShareLink"][];
        };
        readonly SharedConfigBody: {
            /** @description The texts that outputs receive. */
            readonly metadata_config?: components["schemas"]["MetadataConfig"];
            /** @description Where the runs deliver to. */
            readonly output_config?: components["schemas"]["OutputConfigBody"];
            /** @description Settings of the runs, as a run request has them. */
            readonly processing_config?: components["schemas"]["ProcessingConfig"];
            /** @description When items that rest at all of their outputs are deleted. It also applies to items that exist already. */
            readonly retention_config?: components["schemas"]["RetentionConfigBody"];
        };
        readonly SharedFile: {
            /** @description The media type. */
            readonly media_type: string;
            /** @description Unique among the files of the item. */
            readonly name: string;
            /** @description Its role: `video`, `subtitles_vtt`, `document` and others. */
            readonly role: string;
            /** @description The hash of the content, in hex. */
            readonly sha256: string;
            /** @description Bytes. */
            readonly size: number;
            /** @description The address of the content, on this server. It supports ranges. */
            readonly url: string;
        };
        readonly SharedItem: {
            /** @description True if the person who shares the item allows to download it. */
            readonly download: boolean;
            /** @description The length of a recording, in seconds; null if unknown. */
            readonly duration_seconds: number | null;
            /**
             * Format: date-time
             * @description When the link expires.
             */
            readonly expires_at: string;
            /** @description The files that the link opens. */
            readonly files: readonly components["schemas"]["SharedFile"][];
            /** @description True if `/transcript` shows the spoken words. */
            readonly has_transcript: boolean;
            /** @description The link. It opens nothing by itself. Opaque. */
            readonly id: string;
            /**
             * @description What the link opens.
             * @enum {string}
             */
            readonly kind: "recording" | "document";
            /** @description The title; null if it has none. */
            readonly title: string | null;
        };
        readonly SharedSegment: {
            /** @description Seconds. */
            readonly end: number;
            /** @description Its id. */
            readonly id: number;
            /** @description The `id` of its speaker; absent if unknown. */
            readonly speaker?: string;
            /** @description Seconds. */
            readonly start: number;
            /** @description The spoken words. */
            readonly text: string;
        };
        readonly SharedSpeaker: {
            /** @description `S1`, `S2` and so on, in the order of first appearance. */
            readonly id: string;
            /** @description The name, or `Speaker 1` and so on. */
            readonly label: string;
        };
        readonly SharedTopic: {
            /** @description Seconds. */
            readonly end: number;
            /** @description Seconds. */
            readonly start: number;
            /** @description The subject. */
            readonly title: string;
        };
        readonly SharedTranscript: {
            /** @description BCP 47. */
            readonly language: string;
            /** @description In order of time. */
            readonly segments: readonly components["schemas"]["SharedSegment"][];
            /** @description Empty if the engine distinguishes no speakers. */
            readonly speakers: readonly components["schemas"]["SharedSpeaker"][];
            /** @description In order of time. */
            readonly topics: readonly components["schemas"]["SharedTopic"][];
        };
        readonly SignIn: {
            /** @description The part of a sign-in link after the #. */
            readonly code: string;
        };
        readonly SignInItem: {
            /** @description The network address that the browser signed in from; null if unknown. */
            readonly address: string | null;
            /** @description The name that the browser gives itself. */
            readonly client: string | null;
            /**
             * Format: date-time
             * @description When the sign-in was made.
             */
            readonly created_at: string;
            /** @description True for the sign-in that sends this request. */
            readonly current: boolean;
            /**
             * Format: date-time
             * @description When the sign-in ends, unless it is used before.
             */
            readonly expires_at: string;
            /** @description The id of the sign-in. It grants no access. Opaque. */
            readonly id: string;
            /**
             * Format: date-time
             * @description When the sign-in was last used, approximately.
             */
            readonly last_used_at: string;
        };
        readonly SignInLink: {
            /**
             * Format: date-time
             * @description When the link expires, used or not.
             */
            readonly expires_at: string;
            /** @description Opens the page and signs in, once. The part after the # is its code. */
            readonly url: string;
        };
        readonly SignInList: {
            /** @description Browsers that are signed in. */
            readonly items: readonly components["schemas"]["SignInItem"][];
        };
        readonly SignInMethods: {
            /** @description The identity provider; null if the operator has set up none. */
            readonly provider: components["schemas"]["ProviderAnswer"] | null;
        };
        readonly SimulatedOutput: {
            /** @description The name of the output. */
            readonly name: string;
            /** @description The number of requests so far. */
            readonly requests: number;
            /** @description As configured; null if the output was removed and only its ledger remains. */
            readonly settings: {
                readonly [key: string]: unknown;
            } | null;
        };
        readonly SimulatedOutputList: {
            /** @description Configured outputs, and those that still have a ledger. */
            readonly items: readonly components["schemas"]["SimulatedOutput"][];
        };
        readonly Source: {
            /** @description The length of the media in seconds: measured, or else as its source names it; null until known. */
            readonly duration_seconds: number | null;
            /** @description The files of the recording at Zoom. Absent until it was downloaded, and for other sources. */
            readonly files?: readonly components["schemas"]["SourceFile"][];
            /** @description The item is history only: it has the history of an older system, and no file. Absent otherwise, and after erasure or expiry. `replace_file` brings it. */
            readonly history_only?: boolean;
            /** @description `upload`, `url` and others. */
            readonly kind: string;
            /** @description The documents that the item has pages of. Absent for all other items. */
            readonly made_of?: components["schemas"]["MadeOf"];
            /** @description By its content. */
            readonly media_type: string | null;
            /** @description The file that stays in a folder of the server. Runs read it there, and an erasure does not remove it. */
            readonly original?: components["schemas"]["LeftOriginal"];
            /** @description The hash of the bytes, in hex; null until known, and after erasure. */
            readonly sha256: string | null;
            /** @description Bytes; null until known. */
            readonly size: number | null;
            /** @description The number of the source that has brought it; null if a person has registered it. */
            readonly source_id: number | null;
            /** @description Without user and query, which may be secret. */
            readonly url: string | null;
        };
        readonly SourceBody: {
            /**
             * @description The kind of items that it brings.
             * @default recording
             * @enum {string}
             */
            readonly brings?: "recording" | "document";
            /** @description The number of a credential of your library, for types that use one. */
            readonly credential_id?: number;
            /** @description Minutes between two syncs. Without them, it is synced only on request and by jobs. */
            readonly interval_minutes?: number;
            /** @description Unique within the library. Surrounding spaces are removed. */
            readonly name: string;
            /** @description Starts a run of each new item at once. Without this field, a source of documents does so, and a source of recordings does not. */
            readonly run?: boolean;
            /** @description The settings, as its type's form describes them. */
            readonly settings: {
                readonly [key: string]: string | number | boolean;
            };
            /** @description The template that new items are bound to. */
            readonly template_id?: number;
            /**
             * @description A type of source; `GET /api/v1/source-types` lists them with their settings.
             * @example folder
             */
            readonly type: string;
        };
        readonly SourceFile: {
            /** @description The service's name of the kind of file, such as `gallery_view`. */
            readonly name: string;
            /** @description The item has it: as its recording, or among its files. */
            readonly taken: boolean;
        };
        readonly SourceList: {
            /** @description Oldest first. */
            readonly items: readonly components["schemas"]["LibrarySource"][];
        };
        readonly SourceSettings: {
            /** @description The number of a credential of your library, for types that use one. */
            readonly credential_id?: number;
            /** @description The settings, as its type's form describes them. */
            readonly settings: {
                readonly [key: string]: string | number | boolean;
            };
            /**
             * @description A type of source; `GET /api/v1/source-types` lists them with their settings.
             * @example folder
             */
            readonly type: string;
        };
        readonly SourceSync: {
            /** @description The number of entries by verdict. Zero while it runs. */
            readonly counts: components["schemas"]["SyncCounts"];
            /** @description It changes nothing. */
            readonly dry_run: boolean;
            /** @description When it ended. */
            readonly ended_at: string | null;
            /** @description The first 200 entries. Known ones are listed only in a dry run, behind all others. */
            readonly entries: readonly components["schemas"]["SyncEntry"][];
            /** @description Only items from this time on. */
            readonly from_date: string | null;
            /** @description The sync. Opaque. */
            readonly id: string;
            /** @description It stopped at a limit. The next sync continues there. */
            readonly more: boolean;
            /** @description The reason why it failed. */
            readonly problem: components["schemas"]["SyncProblem"] | null;
            /** @description The number of the source. */
            readonly source_id: number;
            /**
             * Format: date-time
             * @description When it started.
             */
            readonly started_at: string;
            /**
             * @description `interrupted`: the server stopped. The next sync continues.
             * @enum {string}
             */
            readonly state: "running" | "done" | "failed" | "interrupted";
            /** @description Only items until this time. */
            readonly to_date: string | null;
            /**
             * @description Its cause.
             * @enum {string}
             */
            readonly trigger: "user" | "interval" | "job";
        };
        readonly SourceSyncList: {
            /** @description The last 20, newest first. */
            readonly items: readonly components["schemas"]["SourceSync"][];
        };
        readonly SourceTest: {
            /** @description The checks, in this order. */
            readonly items: readonly components["schemas"]["OutputCheckItem"][];
            /** @description True if every check was possible and found nothing wrong. */
            readonly ok: boolean;
        };
        readonly SourceTypeList: {
            /** @description The types that users of this server can set up. */
            readonly items: readonly components["schemas"]["OutputType"][];
        };
        readonly SourceUsers: {
            /** @description The jobs that read it because of such a template. */
            readonly jobs: readonly components["schemas"]["NamedRow"][];
            /** @description The templates whose conditions name it. */
            readonly templates: readonly components["schemas"]["NamedRow"][];
        };
        readonly Speaker: {
            /**
             * @description The channel of the recording that only this speaker has.
             * @enum {string}
             */
            readonly channel?: "left" | "right";
            /** @description `S1`, `S2` and so on, in the order of first appearance. */
            readonly id: string;
            /** @description The name, or `Speaker 1` and so on. */
            readonly label: string;
            /** @description The name that a person set. */
            readonly name: string | null;
        };
        readonly SpeakerName: {
            /** @description The name, for the whole recording. An empty text removes it. */
            readonly name: string;
        };
        readonly Stage: {
            /** @description The number of the newest attempt, over all runs; 0 before the first. */
            readonly attempt: number;
            /** @description When it was completed. */
            readonly completed_at: string | null;
            /** @description When it will be done, as a range. Null if nothing is awaited, or if it is unknown. */
            readonly eta: components["schemas"]["Eta"] | null;
            /** @description Why the ETA is unknown. */
            readonly eta_reason: ("review" | "paused" | "waiting" | "no-worker" | "stalled" | "no-progress" | "overdue" | "queued" | "length-unknown" | "unknown") | null;
            /** @description The step has failed permanently. Between automatic retries this is false. */
            readonly failed: boolean;
            /** @description When it failed permanently. */
            readonly failed_at: string | null;
            /** @description The error message; also of a step that is tried again at `retry_at`, and of a stage that an allowed error skipped. */
            readonly failed_reason: string | null;
            /** @description The finished fraction of the work; null if unknown. */
            readonly progress: number | null;
            /** @description Since when `progress` has this value; null if nothing runs, or if this server has not seen the change. */
            readonly progress_at: string | null;
            /** @description The length of that queue, this one included. */
            readonly queue_length: number | null;
            /** @description The place in the queue of its lane, 1 for the next; null if not queued, or unknown. */
            readonly queue_position: number | null;
            /** @description When it is tried again automatically; the status is `PENDING` until then. */
            readonly retry_at: string | null;
            /** @description Why it was skipped. */
            readonly skip_reason: ("disabled" | "manual" | "error" | "parent_failed" | "no_engine" | "no_engine_for_language" | "no_audio" | "all_silence" | "not_applicable" | "encrypted" | "signed" | "no_text") | null;
            /** @description `TRIM`, `TRANSCRIBE`, `EXTRACT_TOPICS` or `GENERATE_SUBTITLES`. */
            readonly stage_type: string;
            /** @description True if it runs and its worker is dead. Null: unknown, e.g. right after the start of this server. */
            readonly stalled: boolean | null;
            /** @description When the newest run first started it; a restart or retry does not change this. */
            readonly started_at: string | null;
            /**
             * @description The status of the stage.
             * @enum {string}
             */
            readonly status: "PENDING" | "IN_PROGRESS" | "COMPLETED" | "FAILED" | "SKIPPED";
        };
        readonly StatusExplanation: {
            /** @description The events that set the checked facts, oldest first. */
            readonly follows_from: readonly components["schemas"]["ExplainedEvent"][];
            /** @description The rules before it, in order; none of them applies. */
            readonly lost: readonly components["schemas"]["CheckedRule"][];
            /** @description The rules after it, which were not checked. */
            readonly not_considered: readonly components["schemas"]["Rule"][];
            /** @description The first rule that applies. */
            readonly rule: components["schemas"]["CheckedRule"];
            /** @description The event since which this is so. */
            readonly since: components["schemas"]["ExplainedEvent"] | null;
            /**
             * @description The status.
             * @enum {string}
             */
            readonly status: "PENDING_SOURCE" | "INITIALIZED" | "SKIPPED" | "DOWNLOADING" | "DOWNLOADED" | "PROCESSING" | "PROCESSED" | "UPLOADING" | "UPLOADED" | "READY" | "EXPIRED";
        };
        readonly StepResult: {
            /** @description The number of subtitles. */
            readonly cues?: number;
            /** @description The second of the original at which the trimmed file ends. */
            readonly end_seconds?: number;
            /** @description The engine that has done the work. */
            readonly engine?: string;
            /** @description The model of the engine. */
            readonly model?: string;
            /** @description The number of pages. */
            readonly pages?: number;
            /** @description The second of the original at which the trimmed file begins. */
            readonly start_seconds?: number;
            /** @description The number of topics. */
            readonly topics?: number;
            /** @description The number of words. */
            readonly words?: number;
        };
        readonly SuggestedCuts: {
            /** @description False if nothing can be said. An empty list of suggestions then has no meaning. */
            readonly known: boolean;
            /** @description The number of pages whose text was looked at. */
            readonly pages: number | null;
            /** @description In the order of the pages. */
            readonly suggestions: readonly components["schemas"]["CutSuggestion"][];
            /** @description Pages whose text could not be read. Documents that begin there are not found. */
            readonly unread_pages: readonly number[];
            /** @description Why nothing is known. `not-read`: the text of the document has not been read. `not-by-page`: its text was read as a whole. `unreadable`: the stored text is damaged. */
            readonly why: ("not-read" | "not-by-page" | "unreadable") | null;
        };
        readonly SyncCounts: {
            /** @description Items that could not be taken in; the next sync tries again. */
            readonly failed: number;
            /** @description Entries that the source leaves out. */
            readonly ignored: number;
            /** @description Items that were registered earlier. */
            readonly known: number;
            /** @description Items that were registered, or would be in a dry run. */
            readonly new: number;
            /** @description Imported items that were moved or marked. */
            readonly retired: number;
            /** @description Items that are not complete yet. */
            readonly waiting: number;
        };
        readonly SyncEntry: {
            /** @description A stable code of the reason. */
            readonly code?: string;
            /** @description The item, if it is registered. */
            readonly item_id?: string;
            /** @description The reason. */
            readonly message?: string;
            /** @description The name of the file or recording. */
            readonly name: string;
            /**
             * @description In a dry run, `new` items would be registered.
             * @enum {string}
             */
            readonly verdict: "new" | "known" | "waiting" | "ignored" | "failed";
        };
        readonly SyncProblem: {
            /** @description A stable code. */
            readonly code: string;
            /** @description What went wrong. */
            readonly message: string;
        };
        readonly SyncRequest: {
            /** @description Only items from this day (YYYY-MM-DD, DD-MM-YYYY, DD/MM/YYYY, DD-MM-YY, DD/MM/YY) or UTC time on. */
            readonly from_date?: string;
            /** @description Only items until the end of this day (YYYY-MM-DD, DD-MM-YYYY, DD/MM/YYYY, DD-MM-YY, DD/MM/YY), or until this UTC time. */
            readonly to_date?: string;
        };
        readonly Template: {
            /**
             * Format: date-time
             * @description When the template was made.
             */
            readonly created_at: string;
            /** @description The number of the template. */
            readonly id: number;
            /** @description A draft is unfinished: no run uses it. */
            readonly is_draft: boolean;
            /** @description The conditions under which the template is used by itself for items that arrive. All must be met; without a condition it is never used by itself. */
            readonly matching_rules?: components["schemas"]["MatchingRulesBody"];
            /** @description The texts that outputs receive. */
            readonly metadata_config?: components["schemas"]["MetadataConfig"];
            /** @description Unique within the library. */
            readonly name: string;
            /** @description The sources and jobs that use it. */
            readonly named_by: components["schemas"]["TemplateUsers"];
            /** @description Where the runs deliver to. */
            readonly output_config?: components["schemas"]["OutputConfigBody"];
            /** @description Why no run of a new item could use it with the present settings of the library; null if one could, and for drafts. */
            readonly problem: components["schemas"]["TemplateProblem"] | null;
            /** @description Settings of the runs, as a run request has them. */
            readonly processing_config?: components["schemas"]["ProcessingConfig"];
            /** @description When items that rest at all of their outputs are deleted. It also applies to items that exist already. */
            readonly retention_config?: components["schemas"]["RetentionConfigBody"];
            /** @description Grows with every change; in quotation marks it is the `ETag`. */
            readonly revision: number;
            /**
             * Format: date-time
             * @description When the template was last changed.
             */
            readonly updated_at: string;
            /** @description The items that are bound to it; deleted ones do not count. */
            readonly used_by: number;
        };
        readonly TemplateBody: {
            /**
             * @description A draft is unfinished: no run uses it.
             * @default false
             */
            readonly is_draft?: boolean;
            /** @description The conditions under which the template is used by itself for items that arrive. All must be met; without a condition it is never used by itself. */
            readonly matching_rules?: components["schemas"]["MatchingRulesBody"];
            /** @description The texts that outputs receive. */
            readonly metadata_config?: components["schemas"]["MetadataConfig"];
            /** @description Unique within the library. Surrounding spaces are removed. */
            readonly name: string;
            /** @description Where the runs deliver to. */
            readonly output_config?: components["schemas"]["OutputConfigBody"];
            /** @description Settings of the runs, as a run request has them. */
            readonly processing_config?: components["schemas"]["ProcessingConfig"];
            /** @description When items that rest at all of their outputs are deleted. It also applies to items that exist already. */
            readonly retention_config?: components["schemas"]["RetentionConfigBody"];
        };
        readonly TemplateList: {
            /** @description Oldest first. */
            readonly items: readonly components["schemas"]["Template"][];
        };
        readonly TemplateProblem: {
            /**
             * @description The problem that a run would get.
             * @enum {string}
             */
            readonly code: "settings-conflict" | "output-missing";
            /** @description The settings and places that do not fit, for people. */
            readonly detail: string;
            /** @description The change that helps. */
            readonly try_instead: string;
        };
        readonly TemplateUsers: {
            /** @description The jobs that choose items by it. */
            readonly jobs: readonly components["schemas"]["NamedRow"][];
            /** @description The sources that bind their new items to it. */
            readonly sources: readonly components["schemas"]["NamedRow"][];
        };
        readonly TestEngine: {
            /** @description A local engine: `whisper-cpp` or `pocketsphinx`. Default: the first that is ready. */
            readonly engine?: string;
            /** @description A model of the list that has been downloaded. Default: the selected model. */
            readonly model?: string;
        };
        readonly Texts: {
            /** @description Null if the output has no place for a description. */
            readonly description: string | null;
            /** @description Changes that the limits of the output made necessary. */
            readonly notes: readonly ("title-characters-removed" | "title-shortened" | "description-characters-removed" | "description-shortened")[];
            /** @description The placeholders whose values are not known yet. They stand in the texts. */
            readonly pending: readonly ("title" | "date" | "time" | "duration" | "language" | "source" | "description" | "topics")[];
            /** @description Null if the output has no place for a title. */
            readonly title: string | null;
        };
        readonly TextsPreview: {
            /** @description The texts that outputs receive. */
            readonly metadata_config: components["schemas"]["MetadataConfig"];
        };
        readonly Thumbnail: {
            /** @description Null: the server chooses the picture. */
            readonly second: number | null;
            /** @description Null while there is no video. */
            readonly url: string | null;
        };
        readonly Token: {
            /**
             * Format: date-time
             * @description When the token was made.
             */
            readonly created_at: string;
            /** @description When the token expires; null: never. */
            readonly expires_at: string | null;
            /** @description The id of the token. It grants no access. Opaque. */
            readonly id: string;
            /** @description When the token was last used, approximately. */
            readonly last_used_at: string | null;
            /** @description The library that the token works in. Opaque. */
            readonly library_id: string;
            /** @description The name of that library; null if its user is no longer a member, so that the token is refused. */
            readonly library_name: string | null;
            /** @description The administrator who made the token; null if its user made it. Opaque. */
            readonly made_by: string | null;
            /** @description The name of that administrator. */
            readonly made_by_name: string | null;
            /** @description The name of the token. */
            readonly name: string;
            /** @description What the token may be used for. */
            readonly scopes: readonly ("read" | "write" | "admin")[];
        };
        readonly TokenList: {
            /** @description Tokens that are not revoked, the expired ones included. */
            readonly items: readonly components["schemas"]["Token"][];
        };
        readonly TopicsDisplayOverrides: {
            /**
             * @description In the description, at outputs that have one, or nowhere.
             * @enum {string}
             */
            readonly display_location?: "description" | "none";
            /** @description Shows the topics; default: true. */
            readonly enabled?: boolean;
            /**
             * @description One line for each, or all in one line.
             * @enum {string}
             */
            readonly format?: "timestamps" | "numbered_list" | "bullet_list" | "dash_list" | "comma_separated";
            /** @description The heading; default: `Topics:`. Empty: none. */
            readonly heading?: string;
            /** @description Characters: longer titles are cut; default: 200. Not less than `min_length`. */
            readonly max_length?: number;
            /** @description Characters: shorter titles are left out; default: 1. */
            readonly min_length?: number;
        };
        readonly Transcript: {
            /** @description The version that was corrected. */
            readonly basis: string | null;
            /** @description The mean of the scores of the words; for a correction, that of the original. Null if the engine reports none, or there is no speech. */
            readonly confidence: number | null;
            /** @description Passages with `heard`: both the person and the engine have changed them. */
            readonly conflicting_segments: number;
            /** @description When a person corrected it; null: as transcribed. */
            readonly corrected_at: string | null;
            /** @description The user who corrected it. */
            readonly corrected_by: string | null;
            /** @description Passages that a person wrote. Without `corrected_at`, a later transcription has kept them from the correction `newer_than`. */
            readonly corrected_segments: number;
            /** @description This is the current text. */
            readonly current: boolean;
            /** @description Expect mistakes in uncorrected passages: the engine makes many. */
            readonly draft: boolean;
            /** @description Where words of the engine were left out, because nobody said them. In order. */
            readonly dropped: readonly components["schemas"]["DroppedText"][];
            /** @description The length of the speech, in seconds. */
            readonly duration: number;
            /** @description The text of an earlier run, shown until the present run has its own. It cannot be corrected, and is not delivered. */
            readonly earlier_run: boolean;
            /** @description The engine that transcribed it. */
            readonly engine: string;
            /** @description BCP 47. */
            readonly language: string;
            /** @description The engine's probability of a detected language. Null if it reports none. */
            readonly language_confidence: number | null;
            /** @description `given` for the recording; `detected` by the engine; `assumed` if the engine does not detect languages. Null if there is no speech. */
            readonly language_source: ("given" | "detected" | "assumed") | null;
            /** @description The model of the engine. */
            readonly model: string;
            /** @description The correction of an earlier transcript: the recording was transcribed again since. Its passages are kept if the texts can be compared, and it stays available as a version. */
            readonly newer_than: components["schemas"]["NewerThan"] | null;
            /** @description No speech was found: the transcript has no passages. */
            readonly no_speech: boolean;
            /** @description `language-assumed`, `language-detected`, `language-doubtful`, `probably-another-language`, `word-times-estimated`, `confidence-unknown`, `confidence-calibrated`, `vocabulary-unused`, `vocabulary-shortened`, `speakers-by-part` (one person has another id in each part that the engine transcribed). */
            readonly notes: readonly string[];
            /** @description Outputs with other words: their content is from before the correction. */
            readonly outdated_outputs: readonly components["schemas"]["OutdatedOutput"][];
            /** @description Passages that a person removed, in order; a later transcription leaves them out too. A passage that a correction adds at their place brings them back. */
            readonly removed: readonly components["schemas"]["RemovedPassage"][];
            /** @description In order. */
            readonly segments: readonly components["schemas"]["TranscriptSegment"][];
            /** @description In the order of first appearance; empty if speakers are not distinguished. */
            readonly speakers: readonly components["schemas"]["Speaker"][];
            /** @description In order; empty if none were found or requested. */
            readonly topics: readonly components["schemas"]["TranscriptTopic"][];
            /** @description The topics are those of an earlier run, until the present run has its own. */
            readonly topics_earlier_run: boolean;
            /** @description The version of the text. Opaque; another run, or a correction, makes another one. */
            readonly version: string;
        };
        readonly TranscriptSegment: {
            /** @description With the note `confidence-calibrated`, the share of the words that are probably right. Else the engine's own score: 0.7 does not mean that 70 % of the words are right, and scores of two engines cannot be compared. Absent if the engine reports none, or a person wrote the passage. */
            readonly confidence?: number;
            /**
             * @description A person wrote it.
             * @constant
             */
            readonly corrected?: true;
            /**
             * @description The calibrated score is low, or the score is far below that of most passages of this transcript: check it first.
             * @constant
             */
            readonly doubtful?: true;
            /** @description Seconds. */
            readonly end: number;
            /** @description What the engine heard here, if both changed: the recording was transcribed again since a person wrote the passage, with a result that differs from both texts. Empty if it heard nothing. */
            readonly heard?: string;
            /** @description Its id, which corrections do not change. */
            readonly id: number;
            /** @description The `id` of its speaker; absent if unknown. */
            readonly speaker?: string;
            /** @description Seconds. */
            readonly start: number;
            /** @description The spoken words. */
            readonly text: string;
        };
        readonly TranscriptSoFar: {
            /** @description The transcription has failed after these words. They stay until the next run. */
            readonly broken_off: boolean;
            /** @description Length of the recording in seconds; null before the first words. */
            readonly duration: number | null;
            /** @description The engine; null before the first words. */
            readonly engine: string | null;
            /** @description BCP 47; null before the first words. */
            readonly language: string | null;
            /** @description True while the rest is still being transcribed, and after the transcription has failed. False: read the transcript itself. */
            readonly partial: boolean;
            /** @description In order. The last passage may still grow. */
            readonly segments: readonly components["schemas"]["TranscriptSoFarSegment"][];
            /** @description Seconds from the beginning up to which the words are there; 0 before the first words. */
            readonly up_to: number;
        };
        readonly TranscriptSoFarSegment: {
            /** @description Seconds. */
            readonly end: number;
            /** @description Seconds. */
            readonly start: number;
            /** @description The words as the engine has heard them. The finished transcript may differ. */
            readonly text: string;
        };
        readonly TranscriptTopic: {
            /** @description Seconds. */
            readonly end: number;
            /** @description Seconds. */
            readonly start: number;
            /** @description The subject. */
            readonly title: string;
        };
        readonly TranscriptVersion: {
            /** @description It can still be read. The transcripts of the last two runs that transcribed are kept, older ones are removed. */
            readonly available: boolean;
            /** @description The version that was corrected. */
            readonly basis: string | null;
            /** @description The user who corrected it. */
            readonly corrected_by: string | null;
            /** @description Passages that a person wrote; null if unknown. */
            readonly corrected_segments: number | null;
            /** @description This is the current text. */
            readonly current: boolean;
            /**
             * @description `heard`: by an engine; `corrected`: by a person.
             * @enum {string}
             */
            readonly kind: "heard" | "corrected";
            /**
             * Format: date-time
             * @description When it was made.
             */
            readonly made_at: string;
            /** @description Passages; null if unknown. */
            readonly segments: number | null;
            /** @description The version of the text. Opaque; another run, or a correction, makes another one. */
            readonly version: string;
        };
        readonly TranscriptVersions: {
            /** @description The newest first. */
            readonly items: readonly components["schemas"]["TranscriptVersion"][];
        };
        readonly TranscriptionOverrides: {
            /** @description Skips a text stage that fails permanently, and continues. */
            readonly allow_errors?: boolean;
            /** @description Hands the work to an engine that works when it has capacity, and polls for the result. */
            readonly batch?: boolean;
            /** @description The id of work that was handed over earlier: only its result is fetched. */
            readonly batch_id?: string;
            /** @description Makes subtitles of the transcript. */
            readonly enable_subtitles?: boolean;
            /** @description Divides the transcript into topics. */
            readonly enable_topics?: boolean;
            /** @description Transcribes the speech. */
            readonly enable_transcription?: boolean;
            /**
             * @description The length of the list of topics.
             * @enum {string}
             */
            readonly granularity?: "short" | "medium" | "long";
            /** @description The seconds that a batch may take; default: 3000. */
            readonly max_wait_time?: number;
            /** @description Names and terms that occur in the speech, for engines that take them; used before those of the library. */
            readonly vocabulary?: readonly string[];
        };
        readonly Transfer: {
            /**
             * @description The id of the library that gets the item.
             * @example 01KTR8DXF5S6T7V8W9XYZABCDE
             */
            readonly library_id: string;
        };
        readonly TransferLibrary: {
            /** @description The member who becomes the owner. */
            readonly user_id: string;
        };
        readonly TrimmingOverrides: {
            /** @description Cuts off silence at both ends. */
            readonly enable_trimming?: boolean;
            /** @description MP4 and MOV start exactly where the sound begins, by an edit list and without encoding. By default a cut starts at the keyframe before it. */
            readonly exact?: boolean;
            /** @description dBFS */
            readonly silence_threshold?: number;
        };
        readonly Unstick: {
            /**
             * @description This step only. The previews (`PREVIEW`) are restarted only by their name.
             * @example TRANSCRIBE
             */
            readonly step?: string;
            /**
             * @description `fail`: the steps fail permanently.
             * @default retry
             * @enum {string}
             */
            readonly then?: "retry" | "fail";
        };
        readonly UnusableTemplate: {
            /**
             * @description The problem that a run would get.
             * @enum {string}
             */
            readonly code: "settings-conflict" | "output-missing";
            /** @description The settings and places that do not fit, for people. */
            readonly detail: string;
            /** @description The number of the template. */
            readonly id: number;
            /** @description Its name. */
            readonly name: string;
            /** @description The change that helps. */
            readonly try_instead: string;
        };
        readonly Upload: {
            /**
             * Format: date-time
             * @description When it started.
             */
            readonly created_at: string;
            /**
             * Format: date-time
             * @description Until when it is kept.
             */
            readonly expires_at: string;
            /** @description The id of the upload. */
            readonly id: string;
            /** @description The bytes of the whole file. */
            readonly length: number;
            /** @description The received bytes. */
            readonly offset: number;
            /** @description The recording, once it exists. Opaque. */
            readonly recording_id: string | null;
        };
        readonly UploadSummary: {
            /** @description Outputs that failed permanently. */
            readonly failed: number;
            /** @description Follow-ups that failed permanently. A run retries them. */
            readonly follow_ups_failed: number;
            /** @description Some are uploaded and others have failed. */
            readonly partial: boolean;
            /** @description Outputs. */
            readonly total: number;
            /** @description Uploaded outputs whose arrival is unknown. */
            readonly unconfirmed: number;
            /** @description Uploaded outputs, the unconfirmed ones included. */
            readonly uploaded: number;
        };
        readonly UploadedOutput: {
            /** @description The name of the output. */
            readonly id: string;
            /** @description The status of the output, in lower case. */
            readonly status: string;
            /** @description When it was sent. */
            readonly uploaded_at: string | null;
            /** @description The address of the content, if known. */
            readonly url: string | null;
        };
        readonly UploadsByType: {
            /** @description Each of them. The entry itself shows the worst of their statuses. */
            readonly outputs: readonly components["schemas"]["UploadedOutput"][];
            /** @description The status of the output, in lower case. */
            readonly status: string;
            /** @description When it was sent. */
            readonly uploaded_at: string | null;
            /** @description The address of the content, if known. */
            readonly url: string | null;
        };
        readonly User: {
            /**
             * Format: date-time
             * @description When the user was created.
             */
            readonly created_at: string;
            /** @description Since when the account is being deleted. The user cannot be enabled then. */
            readonly deletion_requested_at: string | null;
            /** @description Since when the user is shut out. */
            readonly disabled_at: string | null;
            /** @description The user. Opaque. */
            readonly id: string;
            /** @description The library in which new sign-ins start. */
            readonly library: components["schemas"]["LibraryAnswer"];
            /** @description The name of the user. */
            readonly name: string;
            /**
             * @description A `viewer` reads, an `operator` also works, an `admin` also manages users.
             * @enum {string}
             */
            readonly role: "viewer" | "operator" | "admin";
            /** @description Opaque: in quotation marks it is the `ETag` to change the user by. */
            readonly version: string;
        };
        readonly UserLimits: {
            /** @description The limits of the server, for quotas that are not set for the user. */
            readonly defaults: components["schemas"]["QuotaLimits"];
            /** @description The limits in effect. */
            readonly limits: components["schemas"]["QuotaLimits"];
            /** @description The quotas whose limit is set for this user. */
            readonly own: readonly ("items" | "bytes" | "transcription_minutes" | "deliveries")[];
            /** @description Raised by each change; in quotation marks it is the `ETag`. */
            readonly revision: number;
            /** @description The id of the user. Opaque. */
            readonly user_id: string;
        };
        readonly UserList: {
            /** @description All users, the disabled ones included. */
            readonly items: readonly components["schemas"]["User"][];
        };
        readonly UserQuota: {
            /** @description The present limits. */
            readonly limits: components["schemas"]["QuotaLimits"];
            /** @description What the library used in this month. */
            readonly used: components["schemas"]["QuotaAmounts"];
            /** @description The user whose library it is. */
            readonly user: components["schemas"]["QuotaUser"];
        };
        readonly UserQuotaList: {
            /** @description Users in the order of their ids, the disabled ones included. */
            readonly items: readonly components["schemas"]["UserQuota"][];
            /** @description The cursor of the next page; null on the last page. */
            readonly next_cursor: string | null;
            /** @description The month, `YYYYMM`. */
            readonly period: string;
            /** @description The first day of the next month. UTC, `YYYY-MM-DD`. */
            readonly renews_on: string;
        };
        readonly UserSettings: {
            /** @description The texts that outputs receive. */
            readonly metadata_config?: components["schemas"]["MetadataConfig"];
            /** @description Where the runs deliver to. */
            readonly output_config?: components["schemas"]["OutputConfigBody"];
            /** @description Settings of the runs, as a run request has them. */
            readonly processing_config?: components["schemas"]["ProcessingConfig"];
            /** @description When items that rest at all of their outputs are deleted. It also applies to items that exist already. */
            readonly retention_config?: components["schemas"]["RetentionConfigBody"];
            /** @description Grows with every change; in quotation marks it is the `ETag`. */
            readonly revision: number;
            /** @description The templates that no run of a new item could use with these settings. */
            readonly unusable_templates: readonly components["schemas"]["UnusableTemplate"][];
        };
        readonly UserSignInMethods: {
            /** @description Accounts at the identity provider that sign the user in, oldest first. */
            readonly accounts: readonly components["schemas"]["IdentityAnswer"][];
            /** @description The number of passkeys. */
            readonly passkeys: number;
        };
        readonly Vocabulary: {
            /** @description Most important first. */
            readonly terms: readonly string[];
        };
        readonly VocabularyBody: {
            /** @description Names and terms, most important first. */
            readonly terms: readonly string[];
        };
        readonly Waiting: {
            /** @description The stable code of the awaited dependency; `queue` if only a worker is missing. */
            readonly for: string;
            /** @description The same in words. */
            readonly message: string;
            /**
             * Format: date-time
             * @description Since when it waits without progress.
             */
            readonly since: string;
            /** @description The waiting step: a stage, `DOWNLOAD`, or `deliver:` and the name of an output. */
            readonly step: string;
            /** @description The time of the next automatic check; in the past, the check is queued. Null while the run is paused, in a queue, until the source of the item has its file, and for `speech-model`, which is checked every 30 seconds. */
            readonly until: string | null;
            /** @description The other service or its limits name `until`: an earlier check may be refused again. */
            readonly until_named: boolean;
        };
        readonly WantedStatus: {
            /**
             * Format: date-time
             * @description Since when.
             */
            readonly since: string;
            /**
             * @description The status on the page.
             * @enum {string}
             */
            readonly status: "Processing" | "Downloading" | "Transcribing" | "Uploading to Drive" | "Complete" | "Error";
        };
        readonly WebhookAttempt: {
            /**
             * Format: date-time
             * @description When it was sent.
             */
            readonly at: string;
            /** @description Milliseconds. */
            readonly duration_ms: number;
            /** @description A stable code; null after a success. */
            readonly error: string | null;
            /**
             * @description The event.
             * @enum {string}
             */
            readonly event: "item.status_changed" | "item.ready" | "item.failed" | "item.needs_attention" | "delivery.completed" | "follow_up.failed" | "quota.nearly_used" | "credential.needs_reauth" | "webhook.disabled" | "webhook.test";
            /** @description The item; null for a test, and for an event of the library. */
            readonly item_id: string | null;
            /** @description The position of the event; null for a test, and for an event of the library. */
            readonly position: string | null;
            /** @description When it is tried again; null if it is not. */
            readonly retry_at: string | null;
            /** @description The HTTP status of the answer; null without an answer. */
            readonly status: number | null;
            /** @description The `webhook-id` of the request, the same for every attempt. */
            readonly webhook_id: string;
        };
        readonly WebhookAttemptList: {
            /** @description The newest first. The last 500 are kept. */
            readonly items: readonly components["schemas"]["WebhookAttempt"][];
        };
        readonly WebhookCredentialData: {
            /** @description The number of the credential. */
            readonly id: number;
            /** @description Its name. */
            readonly name: string;
            /**
             * @description `not-connected`: no account is connected, for example after a change of the client. `refused`: the service no longer accepts the secret. `missing-permissions`: the account has not granted everything.
             * @enum {string}
             */
            readonly reason: "not-connected" | "refused" | "missing-permissions";
            /**
             * @description Its type.
             * @enum {string}
             */
            readonly type: "google" | "youtube" | "dropbox" | "microsoft" | "vk" | "gmail" | "outlook" | "zoom" | "password" | "token";
            /** @description The names of the outputs, channels and sources that use it. */
            readonly used_by: readonly string[];
        };
        readonly WebhookCredentialPayload: {
            /** @description The credential. */
            readonly data: components["schemas"]["WebhookCredentialData"];
            /**
             * Format: date-time
             * @description When it was noticed.
             */
            readonly timestamp: string;
            /**
             * @description The event.
             * @enum {string}
             */
            readonly type: "credential.needs_reauth";
        };
        readonly WebhookData: {
            /** @description What a person has to do: publish, confirm a delivery, or connect an account again. */
            readonly attention: readonly ("review" | "unconfirmed" | "reconnect")[];
            /** @description True if the item counts as failed. */
            readonly failed: boolean;
            /** @description The stage that has failed. */
            readonly failed_at_stage: string | null;
            /** @description A stable code of the failure. */
            readonly failed_code: string | null;
            /** @description The follow-up of `follow_up.failed`. */
            readonly follow_up: string | null;
            /** @description A stable code of the failure of the follow-up. */
            readonly follow_up_code: string | null;
            /** @description The item. Opaque. */
            readonly id: string;
            /** @description The item in the API. Only a path, unless the operator has set `TL_PUBLIC_URL`. */
            readonly item_url: string;
            /**
             * @description The kind of item.
             * @enum {string}
             */
            readonly kind: "recording" | "document" | "session";
            /** @description The output of `delivery.completed` and `follow_up.failed`. */
            readonly output: string | null;
            /** @description The outputs of the item. */
            readonly outputs: readonly components["schemas"]["WebhookOutput"][];
            /** @description A decimal number that grows with each event of an item. */
            readonly position: string;
            /** @description The status before the event; null at the registration. */
            readonly previous_status: string | null;
            /** @description The revision after the event. `?min_revision=` of a later GET shows at least this state. */
            readonly revision: string;
            /** @description The status after the event. */
            readonly status: string;
            /** @description The title; null if there is none, or if the item was erased. */
            readonly title: string | null;
        };
        readonly WebhookDisabledData: {
            /**
             * Format: date-time
             * @description When it was disabled.
             */
            readonly disabled_at: string;
            /**
             * @description The reason, as the endpoint shows it.
             * @enum {string}
             */
            readonly disabled_reason: "long-failure" | "gone";
            /** @description The number of the disabled endpoint. */
            readonly id: number;
            /** @description Its name. */
            readonly name: string;
        };
        readonly WebhookDisabledPayload: {
            /** @description The endpoint. */
            readonly data: components["schemas"]["WebhookDisabledData"];
            /**
             * Format: date-time
             * @description When it was disabled.
             */
            readonly timestamp: string;
            /**
             * @description The event.
             * @enum {string}
             */
            readonly type: "webhook.disabled";
        };
        readonly WebhookEndpoint: {
            /**
             * Format: date-time
             * @description When it was set up.
             */
            readonly created_at: string;
            /** @description When it was disabled. */
            readonly disabled_at: string | null;
            /** @description `long-failure`: every request has failed for five days. `gone`: it answered 410. */
            readonly disabled_reason: ("long-failure" | "gone") | null;
            /** @description The events that it receives. */
            readonly events: readonly ("item.status_changed" | "item.ready" | "item.failed" | "item.needs_attention" | "delivery.completed" | "follow_up.failed" | "quota.nearly_used" | "credential.needs_reauth" | "webhook.disabled")[];
            /** @description The first failure since the last success. */
            readonly failing_since: string | null;
            /** @description The host of the address, with the port unless it is the usual one. */
            readonly host: string;
            /** @description The number of the endpoint. */
            readonly id: number;
            /** @description When it last answered with success. */
            readonly last_success_at: string | null;
            /** @description The name for people, unique within the library. */
            readonly name: string;
            /** @description After an outage: nothing is sent before this time. */
            readonly next_try_at: string | null;
            /** @description During a rotation: until then the older secret signs too. */
            readonly old_secret_until: string | null;
            /** @description Messages that wait. */
            readonly pending: number;
            /** @description Counts the changes. Part of the `ETag`. */
            readonly revision: number;
            /**
             * @description `failing`: the last requests have failed, and are tried again. `disabled`: nothing is sent any more.
             * @enum {string}
             */
            readonly state: "active" | "failing" | "paused" | "disabled";
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            readonly updated_at: string;
            /** @description The address that receives the requests. `https`, and no private address unless the operator allows it. Null without the scope `write`, because its path may hold a secret. */
            readonly url: string | null;
        };
        readonly WebhookEndpointBody: {
            /** @description The events that it receives. */
            readonly events: readonly ("item.status_changed" | "item.ready" | "item.failed" | "item.needs_attention" | "delivery.completed" | "follow_up.failed" | "quota.nearly_used" | "credential.needs_reauth" | "webhook.disabled")[];
            /** @description The name for people, unique within the library. Surrounding spaces are removed. */
            readonly name: string;
            /**
             * @description The address that receives the requests. `https`, and no private address unless the operator allows it.
             * @example https://hooks.example/throughline
             */
            readonly url: string;
        };
        readonly WebhookEndpointList: {
            /** @description Oldest first. */
            readonly items: readonly components["schemas"]["WebhookEndpoint"][];
        };
        readonly WebhookOutput: {
            /** @description The name of the output. */
            readonly id: string;
            /**
             * @description Its status then.
             * @enum {string}
             */
            readonly status: "PENDING" | "UPLOADING" | "UPLOADED" | "FAILED" | "SKIPPED";
            /** @description The type of the output. */
            readonly type: string;
            /** @description When its content was sent. */
            readonly uploaded_at: string | null;
            /** @description The address of the delivered file, if the destination has told one. */
            readonly url: string | null;
        };
        readonly WebhookPayload: {
            /** @description The item after the event. */
            readonly data: components["schemas"]["WebhookData"];
            /**
             * Format: date-time
             * @description When it happened.
             */
            readonly timestamp: string;
            /**
             * @description The event.
             * @enum {string}
             */
            readonly type: "item.status_changed" | "item.ready" | "item.failed" | "item.needs_attention" | "delivery.completed" | "follow_up.failed";
        };
        readonly WebhookQuotaData: {
            /** @description The limit of a month. */
            readonly limit: number;
            /** @description The month, `YYYYMM`. */
            readonly period: string;
            /**
             * @description The quota.
             * @enum {string}
             */
            readonly quota: "items" | "bytes" | "transcription_minutes" | "deliveries";
            /** @description The day when the quota renews (UTC), `YYYY-MM-DD`. */
            readonly renews_on: string;
            /** @description The amount that is used, with that of work in progress. */
            readonly used: number;
        };
        readonly WebhookQuotaPayload: {
            /** @description The quota. */
            readonly data: components["schemas"]["WebhookQuotaData"];
            /**
             * Format: date-time
             * @description When it was noticed.
             */
            readonly timestamp: string;
            /**
             * @description The event.
             * @enum {string}
             */
            readonly type: "quota.nearly_used";
        };
        readonly WebhookRedelivery: {
            /** @description All events after this position are sent again. */
            readonly after_position: string;
        };
        readonly WebhookSecret: {
            /** @description Until then the older secret signs too. */
            readonly old_secret_until: string | null;
            /** @description The new key. Only this answer shows it. */
            readonly secret: string;
        };
        readonly WebhookTest: {
            /** @description The beginning of the answer. */
            readonly answer: string | null;
            /** @description Milliseconds. */
            readonly duration_ms: number;
            /** @description `http-status`, `no-answer`, `host-unknown`, `address-refused` …; null after a success. */
            readonly error: string | null;
            /** @description True if the answer was 2xx. */
            readonly ok: boolean;
            /** @description The HTTP status of the answer; null without an answer. */
            readonly status: number | null;
            /** @description The `webhook-id` of the request. */
            readonly webhook_id: string;
        };
        readonly WorkerLane: {
            /** @description The steps that the worker runs now. */
            readonly busy: number;
            /** @description The most steps that the worker runs at once. */
            readonly concurrency: number;
            /** @description The name of the lane. */
            readonly lane: string;
        };
        readonly WorkerList: {
            /** @description False: this server has not listened long enough, and there may be more workers. */
            readonly complete: boolean;
            /** @description The present workers. */
            readonly items: readonly components["schemas"]["PresentWorkerAnswer"][];
            /** @description Since when this server listens without interruption; null while disconnected. */
            readonly listening_since: string | null;
            /** @description Every service that needs workers. */
            readonly services: readonly components["schemas"]["ServicePresenceAnswer"][];
        };
        readonly ZoomEvent: {
            /** @description The event. `recording.completed` and `endpoint.url_validation` have an effect; all others have none. */
            readonly event: string;
            /** @description The time of the event. */
            readonly event_ts?: unknown;
            /** @description The data of the event. */
            readonly payload?: unknown;
        };
        readonly ZoomEventAnswer: {
            /** @description Its HMAC with the secret token of the app. */
            readonly encryptedToken?: string;
            /** @description The token of `endpoint.url_validation`. */
            readonly plainToken?: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
