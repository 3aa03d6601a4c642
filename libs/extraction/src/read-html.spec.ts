import { describe, expect, it } from '@jest/globals';
import { readHtml } from './read-html.js';

describe('readHtml', () => {
  it.each([
    ['<h1>One</h1><p>Two <b>bold</b> words.</p><p>Three', 'One\n\nTwo bold words.\n\nThree'],
    ['<html><head><title>No</title></head><body>Yes</body></html>', 'Yes'],
    ['<a href="https://example.com">link</a>', 'link'],
    ['a<img src="x" alt="picture"><svg><text>no</text></svg>b', 'ab'],
    ['a<script>no()</script><style>no {}</style><!-- no -->b', 'ab'],
    ['<ul><li>one<li>two</ul>', '- one\n- two'],
    ['<ol><li>one<li>two</ol>', ' 1. one\n 2. two'],
    ['<table><tr><th>A<th>B</tr><tr><td><p>1</p><td>2</table>', 'A | B\n1 | 2'],
    ['<table><tr><td><p>One</p><p>two</p><td>3<br>4</table>', 'One two | 3 4'],
    ['<table><tr><td><ul><li>one<li>two</ul><td><p>A page in a table.</table>', '- one\n- two\n\nA page in a table.'],
    ['<dl><dt>Price<dd>3.00<dt>Size<dd>big<dd>small</dl>', 'Price: 3.00\nSize: big\nsmall'],
    ['<details><summary>More</summary>words</details>', 'More\nwords'],
    ['<figure><img src=x><figcaption>A lamp</figcaption></figure>Next', 'A lamp\nNext'],
    ['<form>Name <input name=a value="Ann"><input type=hidden value=no></form>', 'Name Ann'],
    ['<ul class="menu"><li>one</ul>', '- one'],
    [
      '<html><body><nav><a href=x>Home</a></nav><div id="cookie-banner">We use cookies</div><main>Nine to five.</main></body></html>',
      'Nine to five.',
    ],
    ['<html><body><nav>Only this</nav></body></html>', 'Only this'],
    ['a<br>b<hr>c<blockquote>d</blockquote>', 'a\nb\n\nc\n\nd'],
    ['<pre>a  b\n  c</pre>', 'a  b\n  c'],
    ['&lt;&amp;&#x1F600;&nbsp;&unknown;', '<&😀\u00a0&unknown;'],
    ['5 < 6 > 4', '5 < 6 > 4'],
    ['<p>unclosed <b>tags', 'unclosed tags'],
    [`${'<i>'.repeat(400)}deep`, 'deep'],
    [`before${'<i>'.repeat(600)}too deep`, 'before'],
  ])('of %j is %j', (html, text) => {
    expect(readHtml(html)).toBe(text);
  });
});
