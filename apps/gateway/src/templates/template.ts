import type { SharedSettings } from '@throughline/contracts';
import type { MatchingRules, UnusableConfig } from '@throughline/domain';
import type { Uses } from '../kit/references/index.js';

/** The API's number of a template. Numbers are never reused. */
export type TemplateId = number;

export interface TemplateContent {
  /** Unique within the library, whatever its case. */
  readonly name: string;
  /** A draft is unfinished: no run uses it. */
  readonly isDraft: boolean;
  readonly config: SharedSettings;
  /** Absent: the template is never used by itself. */
  readonly matchingRules?: MatchingRules | undefined;
}

export interface NewTemplate extends TemplateContent {
  readonly libraryId: string;
}

export interface Template extends NewTemplate {
  readonly id: TemplateId;
  readonly revision: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A template with its effect on the library. */
export interface UsedTemplate {
  readonly template: Template;
  readonly use: Uses['template'];
  /** The reason why no run can use it with the present settings of the library. */
  readonly problem: UnusableConfig | undefined;
}

/** The settings that all runs of a library start from. */
export interface UserSettings {
  readonly config: SharedSettings;
  readonly revision: number;
}

/** A template that no run can use with the settings of the library. */
export interface UnusableTemplate extends UnusableConfig {
  readonly id: TemplateId;
  readonly name: string;
}

export interface CheckedSettings extends UserSettings {
  readonly unusableTemplates: readonly UnusableTemplate[];
}

/** The saved settings of a library that take part in resolving a run's configuration. */
export interface LibraryConfig {
  readonly settings: UserSettings;
  /** Oldest first. */
  readonly templates: readonly Template[];
}
