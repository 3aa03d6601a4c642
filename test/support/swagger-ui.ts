import type { Locator, Page } from 'playwright-core';
import { demoCode } from '../../apps/api/src/demo/demo-code.js';
import { SECRET } from './api-server.js';

/** What Swagger UI shows of an answer. */
export interface ShownAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** /docs in a browser, used as a reader uses it. */
export class SwaggerUi {
  readonly session: Locator;
  readonly demoUser: Locator;

  /** By the link that a service prints at its start, unless another fragment is given. */
  static async open(page: Page, url: string, fragment = `#demo=${demoCode(SECRET)}`): Promise<SwaggerUi> {
    await page.goto(`${url}/docs${fragment}`);
    const ui = new SwaggerUi(page);
    await ui.loaded();
    return ui;
  }

  private constructor(readonly page: Page) {
    this.session = page.locator('.docs-session [role=status]');
    this.demoUser = page.locator('.docs-demo-user');
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.loaded();
  }

  /** Resolves when the page says that it is authorized as this user. */
  authorizedAs(userId: string): Promise<void> {
    return this.session.filter({ hasText: new RegExp(`^Authorized as ${userId}( until |$)`) }).waitFor();
  }

  async paste(token: string): Promise<void> {
    await this.page.locator('.scheme-container .btn.authorize').click();
    const dialog = this.page.locator('.modal-ux');
    await dialog.locator('input').fill(token);
    await dialog.getByRole('button', { name: 'Apply credentials' }).click();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
  }

  /** Unfolds an operation, presses "Execute" with what is proposed, or with other parameters, and folds it again. */
  async execute(operationId: string, parameters: Readonly<Record<string, string>> = {}): Promise<ShownAnswer> {
    const operation = await this.unfold(operationId);
    for (const [name, value] of Object.entries(parameters))
      await operation.locator(`tr[data-param-name="${name}"] input`).fill(value);
    // Else the answer of before is there until the next one is.
    const clear = operation.locator('.btn-clear');
    if ((await clear.count()) > 0) await clear.click();
    await operation.locator('.execute').click();
    const answer = operation.locator('.live-responses-table > tbody > tr.response');
    const status = Number((await answer.locator('.response-col_status').innerText()).trim());
    const body: unknown = JSON.parse(await answer.locator('.highlight-code .microlight').first().innerText());
    // Swagger UI renders all that is open again and again.
    await operation.locator('.opblock-summary-control').click();
    return { status, body };
  }

  async unfold(operationId: string): Promise<Locator> {
    const operation = this.page.locator(`.opblock[id$="-${operationId}"]`);
    await operation.locator('.opblock-summary-control').click();
    await operation.locator('.execute').waitFor();
    return operation;
  }

  private loaded(): Promise<void> {
    return this.page.locator('.opblock').first().waitFor();
  }
}
