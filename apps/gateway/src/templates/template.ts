import type { StoredSettings } from '@throughline/contracts';

/** The API's number of a template. Numbers are never reused. */
export type TemplateId = number;

export interface TemplateContent {
  /** Unique within the library, whatever its case. */
  readonly name: string;
  /** A draft is unfinished: no run uses it. */
  readonly isDraft: boolean;
  readonly config: StoredSettings;
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

/** A template with the number of items that are bound to it. */
export interface UsedTemplate {
  readonly template: Template;
  readonly usedBy: number;
}

/** The settings that all runs of a library start from. */
export interface UserSettings {
  readonly config: StoredSettings;
  readonly revision: number;
}

/** The saved settings of a library that take part in resolving a run's configuration. */
export interface LibraryConfig {
  readonly settings: UserSettings;
  /** Oldest first. */
  readonly templates: readonly Template[];
}
