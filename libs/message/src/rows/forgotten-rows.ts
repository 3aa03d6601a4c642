import type { Rows } from '#libs/chat';
import type { Statement } from '#libs/database';
import { forgetStatements, type TextPlace } from '#libs/knowledge';

/** Messages whose text was edited or deleted: replies must not be built from the old text. */
export class ForgottenRows implements Rows {
  static readonly order = 9;
  private readonly forgotten: TextPlace[] = [];

  add(chatId: number, messageId: number): void {
    this.forgotten.push({ chatId, messageId });
  }

  loads(): readonly Statement[] {
    return [];
  }

  loaded(): void {
    // Nothing reads these rows in a change.
  }

  stores(): readonly Statement[] {
    return forgetStatements(this.forgotten);
  }
}
