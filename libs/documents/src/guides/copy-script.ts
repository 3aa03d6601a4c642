/** A button at each command that copies it. A constant: the compiler copies no assets. */
export const COPY_SCRIPT = `for (const code of document.querySelectorAll('pre > code:is(.language-bash, .language-sh, .language-js, .language-ts)')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = 'Copy';
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(code.textContent.trimEnd());
    button.textContent = 'Copied';
    setTimeout(() => (button.textContent = 'Copy'), 2_000);
  });
  code.parentElement.before(button);
}
`;
