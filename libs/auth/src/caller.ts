/** Who holds the token of a request. */
export interface Caller {
  /** The user id: the `sub` claim, or the one that JWT_USER_CLAIM names. */
  readonly subject: string;
  /** A trusted back end: its `scope` contains `chat:service`. */
  readonly isService: boolean;
  /** When the token was made, in ms since 1970; 0 when it does not say so, or names a time to come. */
  readonly issuedAt: number;
  /** When the token is not accepted any more, in ms since 1970. */
  readonly expiresAt: number;
}

/** The user that a request acts for: the caller, or the one that a service names. */
export interface Actor {
  /** Undefined only for a service that acts as itself, which may see every chat. */
  readonly userId: string | undefined;
  /** Recorded as the author. */
  readonly senderId: string;
  readonly isService: boolean;
  /** The service that acts in the name of `userId`. */
  readonly sentBy?: string;
}

/** An actor that stands for a person. */
export type UserActor = Actor & { readonly userId: string };
