const KEY = 'throughline.invitation';
const RETURN_KEY = 'throughline.invitation.return';

type TabStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Browsers may refuse the storage. The invitation then works until the tab leaves its page. */
const findStorage = (): TabStorage | undefined => {
  try {
    return (globalThis as { readonly sessionStorage?: TabStorage }).sessionStorage;
  } catch {
    return undefined;
  }
};

/**
 * The code of the invitation that was opened in this tab. It outlives a sign-in at an identity provider, which leaves the page, and
 * is never sent there.
 */
export class PendingInvitation {
  #code: string | undefined;

  constructor(private readonly storage: TabStorage | undefined = findStorage()) {}

  get code(): string | undefined {
    return this.#code ?? this.storage?.getItem(KEY) ?? undefined;
  }

  /** True while a sign-in that was started from the invitation has to lead back to it. */
  get awaitsReturn(): boolean {
    return this.code !== undefined && this.storage?.getItem(RETURN_KEY) === 'yes';
  }

  keep(code: string): void {
    this.#code = code;
    this.storage?.setItem(KEY, code);
  }

  awaitReturn(): void {
    this.storage?.setItem(RETURN_KEY, 'yes');
  }

  endReturn(): void {
    this.storage?.removeItem(RETURN_KEY);
  }

  forget(): void {
    this.#code = undefined;
    this.storage?.removeItem(KEY);
    this.endReturn();
  }
}

export const pendingInvitation = new PendingInvitation();
