import { expect, it } from 'vitest';
import { plainTags } from '../../../../../src/dashboard/media/markdown/plain-tags';

it.each([
  ['H<sub>2</sub>O<br/>', 'H<sub>2</sub>O<br>'],
  ['<div align="center" onclick="a()">x</div>', '<div>x</div>'],
  ['<script>a < b</script>', 'a &lt; b'],
  ['<img src=x onerror=a()>', ''],
  ['<!-- <img src=x> -->y<!-- z', 'y&lt;!-- z'],
  ['<<b>b onclick=a()>', '&lt;<b>b onclick=a()>'],
  ['<<img>img src=x onerror=a()>', '&lt;img src=x onerror=a()>'],
  ['<b title="<img src=x>">', '&lt;b title="">'],
  ['<b title="a>b">', '<b>b">'],
  ['<scr<script>ipt>', '&lt;script>'],
  ['<base href=x><link rel=y><br\n>', '<br>'],
])('%s becomes %s', (html, expected) => expect(plainTags(html)).toBe(expected));
