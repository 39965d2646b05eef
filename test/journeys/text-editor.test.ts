import type { Browser, Page } from 'playwright-core'
import { Node } from 'prosemirror-model'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { del, find, ins, p, shown, text } from '../../src/features/texts/given-text.ts'
import { judge, project } from '../../src/features/texts/rule.ts'
import { schema } from '../../src/features/texts/schema.ts'
import { openBrowser, servePage } from './text-editor/given-browser.ts'
import type { Harness } from './text-editor/page.ts'

declare const harness: Harness

// The editor in a real browser, under the headers of the real server: every way of changing text comes out as
// suggestions within the rule, and the words nobody proposed stay as they were.

let browser: Browser
let served: { address: string; close: () => void }
let page: Page

beforeAll(async () => {
  served = await servePage()
  browser = await openBrowser()
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
  page = await context.newPage()
  await page.goto(served.address)
})

afterAll(async () => {
  await browser?.close()
  served?.close()
})

const agreed = text(p('one', 'The parties meet'), p('two', 'They agree'), p('three', 'They part'))
let begun: Node

const open = async (doc: Node = agreed, own: readonly string[] = ['a'], direction: 'ltr' | 'rtl' = 'ltr') => {
  begun = doc
  await page.evaluate(([json, names, way]) => harness.open(json, names, way), [
    doc.toJSON(),
    own,
    direction,
  ] as const)
}
const caret = (phrase: string, shift = 0) =>
  page.evaluate(at => harness.select(at), find(begun, phrase) + shift)
const select = (from: number, to: number) =>
  page.evaluate(([start, end]) => harness.select(start, end), [from, to] as const)
const selectWords = (phrase: string) => select(find(begun, phrase), find(begun, phrase) + phrase.length)

const read = async () => {
  const { json, own, began, faults } = await page.evaluate(() => ({
    json: harness.doc() as object,
    own: harness.own(),
    began: harness.begun(),
    faults: harness.faults(),
  }))
  return { doc: Node.fromJSON(schema, json), own: new Set(own), began, faults: [...faults] }
}

/** The text now, its new proposals called P1, P2 … and its new paragraphs “new”; everything checked that must hold. */
const now = async () => {
  const { doc, own, began, faults } = await read()
  expect(faults).toEqual([])
  expect(judge(begun, doc, { own, retired: new Set() }, { whole: true })).toBeUndefined()
  expect(project(doc, own)).toEqual(project(begun, own))
  const known = new Set(begun.children.map(each => String(each.attrs['id'])))
  let lines = shown(doc).join('\n')
  began.forEach((id, index) => (lines = lines.replaceAll(id, `P${index + 1}`)))
  for (const each of doc.children)
    if (!known.has(String(each.attrs['id']))) lines = lines.replaceAll(String(each.attrs['id']), 'new')
  return lines.split('\n')
}
/** Where the caret is, once the browser has told. */
const at = async () => {
  await page.waitForTimeout(30)
  return (await page.evaluate(() => harness.selection()))[0] ?? -1
}

const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}
const type = (words: string) => page.keyboard.type(words)

beforeEach(() => open())

describe('typing', () => {
  it('is a proposal, one for each place', async () => {
    await caret('meet')
    await type('shall ')
    await caret('They part', 9)
    await type(' now')
    const lines = await now()
    expect(lines[0]).toBe('one: The parties +P1{shall }meet')
    expect(lines[2]).toContain('+P2{')
  })

  it('over selected words strikes them and stands behind', async () => {
    await selectWords('parties')
    await type('sides')
    expect((await now())[0]).toBe('one: The -P1{parties}+P1{sides} meet')
  })

  it('over several paragraphs strikes their words and joins them', async () => {
    await select(find(begun, 'meet'), find(begun, 'agree'))
    await type('x')
    expect(await now()).toEqual([
      'one: The parties +P1{x}-P1{meet}',
      '-P1{two:} -P1{They }agree',
      'three: They part',
    ])
  })

  it('inside another’s bracket is one’s own', async () => {
    await open(text(p('one', 'The ', ins('b', 'parties'), ' meet')))
    await caret('ties')
    await type('XY')
    expect((await now())[0]).toBe('one: The +b{par}+P1{XY}+b{ties} meet')
  })

  it('right behind another’s bracket is one’s own', async () => {
    await open(text(p('one', 'The ', ins('b', 'parties'), ' meet')))
    await caret(' meet')
    await type('XY')
    expect((await now())[0]).toBe('one: The +b{parties}+P1{XY} meet')
  })

  it('in words another would strike is one’s own, and they stay struck', async () => {
    await open(text(p('one', 'The ', del('b', 'parties'), ' meet')))
    await caret('ties')
    await type('X')
    expect((await now())[0]).toBe('one: The -b{par}+P1{X}-b{ties} meet')
  })
})

describe('deleting', () => {
  it('by Backspace strikes letter by letter, and what is typed then stands behind', async () => {
    await caret(' meet')
    await press('Backspace', 'Backspace', 'Backspace')
    expect((await now())[0]).toBe('one: The part-P1{ies} meet')
    expect(await at()).toBe(find(begun, 'ies meet'))
    await type('y')
    expect((await now())[0]).toBe('one: The part-P1{ies}+P1{y} meet')
  })

  it('by Delete goes on forward', async () => {
    await caret('parties')
    await press('Delete', 'Delete')
    expect((await now())[0]).toBe('one: The -P1{pa}rties meet')
  })

  it('by word, in both directions', async () => {
    await caret(' meet')
    await press('Control+Backspace')
    expect((await now())[0]).toBe('one: The -P1{parties} meet')
    await caret('They agree')
    await press('Control+Delete')
    expect((await now())[1]).toBe('two: -P2{They} agree')
  })

  it('at the start of a paragraph joins it to the one before, and goes on there', async () => {
    await caret('They agree')
    await press('Backspace')
    expect((await now())[1]).toBe('-P1{two:} They agree')
    await press('Backspace', 'Backspace')
    expect((await now())[0]).toMatch(/^one: The parties me-P\d\{et\}$/)
  })

  it('at the end of a paragraph joins the next one', async () => {
    await caret('meet', 4)
    await press('Delete')
    expect((await now())[1]).toBe('-P1{two:} They agree')
    await press('Delete', 'Delete')
    expect((await now())[1]).toMatch(/^-P1\{two:\} -P\d\{Th\}ey agree$/)
  })

  it('everything strikes everything and moves nothing', async () => {
    await press('Control+a', 'Delete')
    expect(await now()).toEqual([
      'one: -P1{The parties meet}',
      '-P1{two:} -P1{They agree}',
      '-P1{three:} -P1{They part}',
    ])
  })

  it('of one’s own words not yet sent takes them out, of those sent takes them back', async () => {
    await caret('meet')
    await type('shall ')
    await press('Backspace', 'Backspace')
    expect((await now())[0]).toBe('one: The parties +P1{shal}meet')
    await page.evaluate(() => harness.sent())
    await press('Backspace', 'Backspace')
    expect((await now())[0]).toBe('one: The parties +P1{sh}-P1{+P1{al}}meet')
    expect(await page.evaluate(() => harness.visible())).toContain('shmeet')
  })

  it('of another’s words strikes them and leaves them that party’s', async () => {
    await open(text(p('one', 'The ', ins('b', 'parties'), ' meet')))
    await caret(' meet')
    await press('Control+Backspace')
    expect((await now())[0]).toBe('one: The -P1{+b{parties}} meet')
  })

  it('takes a picture made of several characters whole, and Arabic signs one by one', async () => {
    await open(text(p('one', 'Peace 👩‍👩‍👧 now')))
    await caret(' now')
    await press('Backspace')
    expect((await now())[0]).toBe('one: Peace -P1{👩‍👩‍👧} now')
    await open(text(p('one', 'سلامٌ')), ['a'], 'rtl')
    await caret('سلامٌ', 5)
    await press('Backspace')
    expect((await now())[0]).toBe('one: سلام-P1{ٌ}')
  })
})

describe('paragraphs', () => {
  it('are begun by Enter, and taken back by Backspace', async () => {
    await caret('agree')
    await press('Enter')
    expect(await now()).toEqual([
      'one: The parties meet',
      'two: They ',
      '+P1{new:} agree',
      'three: They part',
    ])
    await press('Backspace')
    expect(await now()).toEqual(shown(begun))
  })

  it('once sent are taken back by marks', async () => {
    await caret('agree')
    await press('Enter')
    await page.evaluate(() => harness.sent())
    await press('Backspace')
    expect((await now())[2]).toBe('-P1{+P1{new:}} agree')
  })

  it('are put in behind another by Enter and words', async () => {
    await caret('meet', 4)
    await press('Enter')
    await type('All meet')
    expect((await now())[1]).toBe('+P1{new:} +P1{All meet}')
  })
})

describe('undo', () => {
  it('takes back what was typed, and redo puts it there again', async () => {
    await caret('meet')
    await type('shall ')
    await press('Control+z')
    expect((await now())[0]).toBe('one: The parties meet')
    await press('Control+Shift+z')
    expect((await now())[0]).toMatch(/^one: The parties \+P\d\{shall \}meet$/)
  })

  it('of what was sent goes by marks, forth and back', async () => {
    await caret('meet')
    await type('shall ')
    await page.evaluate(() => harness.sent())
    await press('Control+z')
    expect((await now())[0]).toBe('one: The parties -P1{+P1{shall }}meet')
    await press('Control+y')
    expect((await now())[0]).toBe('one: The parties +P1{shall }meet')
  })

  it('of a deletion restores the words', async () => {
    await selectWords('parties')
    await press('Delete', 'Control+z')
    expect(await now()).toEqual(shown(begun))
  })

  it('leaves alone what another typed meanwhile, even in the midst of it', async () => {
    await caret('meet')
    await type('shall ')
    await page.evaluate(() => harness.sent())
    const middle = find(begun, 'meet') + 2
    await page.evaluate(place => harness.remote(place, 'B', 'b'), middle)
    begun = (await read()).doc
    await press('Control+z')
    expect((await read()).faults).toEqual([])
    expect(shown((await read()).doc)[0]).toMatch(/-\S+\{\+\S+\{sh\}\}\+b\{B\}-\S+\{\+\S+\{all \}\}meet/)
  })
})

describe('pasting', () => {
  const clipboard = (plain: string | null, html: string | null = null) =>
    page.evaluate(
      ([words, markup]) => {
        const data = new DataTransfer()
        if (words !== null) data.setData('text/plain', words)
        if (markup !== null) data.setData('text/html', markup)
        document.activeElement?.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
        )
      },
      [plain, html] as const,
    )

  it('takes a page’s wording, paragraph by paragraph, and nothing else of it', async () => {
    await caret('meet')
    await clipboard('First\u202e line\n\nSecond\tline\n', '<p onclick=x>First<script>x</script></p>')
    expect(await now()).toEqual([
      'one: The parties +P1{First line}',
      '+P1{new:} +P1{Second line}meet',
      'two: They agree',
      'three: They part',
    ])
  })

  it('of mere markup takes its words, runs nothing and claims no proposal', async () => {
    await open(text(p('one', 'The ', ins('b', 'parties'), ' meet')))
    await caret(' meet')
    await clipboard(
      null,
      '<meta charset=utf-8><p data-paragraph="one">A <ins data-ins data-proposal="b">b</ins><img src=x onerror="harness.faults().push(1)"></p><script>harness.faults().push(2)</script><h2 style="color:red">C</h2>',
    )
    await page.waitForTimeout(50)
    expect((await now()).join('|')).toBe('one: The +b{parties}+P1{A b}|+P1{new:} +P1{C} meet')
  })

  it('from the real clipboard, cut here and put there, moves words as a proposal', async () => {
    await selectWords('parties')
    await press('Control+x')
    expect((await now())[0]).toBe('one: The -P1{parties} meet')
    await caret('agree')
    await press('Control+v')
    expect((await now())[1]).toMatch(/^two: They \+P\d\{parties\}agree$/)
  })

  it('copies the words as they read, without what the writer has struck', async () => {
    await selectWords('parties ')
    await press('Delete')
    await select(1, 17)
    await press('Control+c')
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('The meet')
  })
})

it('dragging moves words as one proposal', async () => {
  await selectWords('parties')
  const from = await page.evaluate(() => {
    const box = getSelection()?.getRangeAt(0).getBoundingClientRect()
    return { x: (box?.left ?? 0) + 10, y: (box?.top ?? 0) + 8 }
  })
  const to = await page.evaluate(() => {
    const box = document.querySelectorAll('[data-paragraph]')[1]?.getBoundingClientRect()
    return { x: (box?.left ?? 0) + 1, y: (box?.top ?? 0) + 8 }
  })
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x + 10, from.y + 5, { steps: 4 })
  await page.mouse.move(to.x, to.y, { steps: 6 })
  await page.mouse.up()
  expect((await now()).slice(0, 2)).toEqual(['one: The -P1{parties} meet', 'two: +P1{parties}They agree'])
})

describe('an input method', () => {
  const ime = async () => {
    const session = await page.context().newCDPSession(page)
    return {
      compose: (words: string) =>
        session.send('Input.imeSetComposition', {
          text: words,
          selectionStart: words.length,
          selectionEnd: words.length,
        }),
      commit: (words: string) => session.send('Input.insertText', { text: words }),
      settle: () => page.waitForTimeout(60),
    }
  }

  it('composes in the midst of a word without leaving a trace of what it tried', async () => {
    await caret('ties')
    const { compose, commit, settle } = await ime()
    for (const words of ['k', 'ka', 'kan', '漢']) await compose(words)
    await commit('漢字')
    await settle()
    expect((await now())[0]).toBe('one: The par+P1{漢字}ties meet')
    expect(await page.evaluate(() => harness.visible())).toContain('par漢字ties')
  })

  it('over selected words strikes them first', async () => {
    await selectWords('parties')
    const { compose, commit, settle } = await ime()
    for (const words of ['س', 'سل', 'سلام']) await compose(words)
    await commit('سلام')
    await settle()
    expect((await now())[0]).toBe('one: The -P1{parties}+P1{سلام} meet')
  })

  it('inside and right behind another’s bracket is one’s own', async () => {
    await open(text(p('one', 'The ', ins('b', 'parties'), ' meet')))
    await caret('ties')
    const { compose, commit, settle } = await ime()
    await compose('é')
    await compose('éa')
    await commit('éa')
    await settle()
    expect((await now())[0]).toBe('one: The +b{par}+P1{éa}+b{ties} meet')
    await caret(' meet', 2)
    await compose('n')
    await compose('ni')
    await commit('你')
    await settle()
    expect((await now())[0]).toMatch(/^one: The \+b\{par\}\+P1\{éa\}\+b\{ties\}\+P\d\{你\} meet$/)
  })

  it('goes on with one’s own words, and gives up without a trace', async () => {
    await caret('meet')
    await type('shall ')
    const { compose, settle } = await ime()
    await compose('か')
    await compose('かん')
    await compose('')
    await settle()
    expect((await now())[0]).toBe('one: The parties +P1{shall }meet')
  })

  it('behind what was just struck stands behind it', async () => {
    await caret(' meet')
    await press('Control+Backspace')
    const { compose, commit, settle } = await ime()
    await compose('x')
    await compose('xy')
    await commit('xyz')
    await settle()
    expect((await now())[0]).toBe('one: The -P1{parties}+P1{xyz} meet')
  })

  it('begins an empty paragraph', async () => {
    await caret('meet', 4)
    await press('Enter')
    const { compose, commit, settle } = await ime()
    await compose('ب')
    await compose('بند')
    await commit('بند')
    await settle()
    expect((await now())[1]).toBe('+P1{new:} +P1{بند}')
  })
})

describe('Arabic and Persian', () => {
  it('are typed, joiners and all, where the caret is', async () => {
    await open(text(p('one', 'تجتمع الأطراف'), p('two', 'طرف‌ها توافق')), ['a'], 'rtl')
    await caret('الأطراف')
    await type('جميع ')
    await caret('توافق', 5)
    await type(' می\u200cکنند')
    const lines = await now()
    expect(lines[0]).toBe('one: تجتمع +P1{جميع }الأطراف')
    expect(lines[1]).toMatch(
      /^two: طرف‌ها توافق\+P\d\{ می\u200cکنند\}$|^two: طرف‌ها \+P\d\{ می\u200cکنند\}توافق$/,
    )
  })

  it('move the caret through struck words letter by letter', async () => {
    await open(text(p('one', 'تجتمع ', del('b', 'الأطراف'), ' اليوم')), ['a'], 'rtl')
    await caret('تجتمع', 6)
    await press('ArrowLeft', 'ArrowLeft')
    expect(await at()).toBe(9)
    await type('X')
    expect((await now())[0]).toBe('one: تجتمع -b{ال}+P1{X}-b{أطراف} اليوم')
  })
})

it('leads the keyboard over words that were taken back', async () => {
  await caret('meet')
  await type('shall ')
  await page.evaluate(() => harness.sent())
  await press('Backspace', 'Backspace', 'Backspace', 'Backspace', 'Backspace', 'Backspace')
  await press('ArrowRight')
  await type('X')
  expect((await now())[0]).toMatch(/^one: The parties -P1\{\+P1\{shall \}\}m\+P\d\{X\}eet$/)
})

it('formats nothing', async () => {
  await selectWords('parties')
  await press('Control+b', 'Control+i', 'Control+u')
  expect(await now()).toEqual(shown(begun))
})

/** A repeatable chance. */
const dice = (seed: number) => {
  let state = seed
  return (sides: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return (state >> 8) % sides
  }
}

it.each([1, 2, 3, 4])('stays within the rule whatever a hundred hands do (seed %i)', async seed => {
  const roll = dice(seed)
  const session = await page.context().newCDPSession(page)
  await open(
    text(
      p('one', 'The ', ins('b', 'parties 🕊 shall'), ' meet in ', del('b', 'Doha'), ' soon'),
      p('two', 'یادآوری می‌کنند ', ins('c', 'که ', del('b', 'طرف‌ها')), ' توافق دارند'),
      p('three', 'They part'),
    ),
  )
  const compose = async () => {
    for (const words of ['n', 'ni', '你'].slice(0, 1 + roll(3)))
      await session.send('Input.imeSetComposition', {
        text: words,
        selectionStart: words.length,
        selectionEnd: words.length,
      })
    if (roll(3) > 0) await session.send('Input.insertText', { text: ['你', 'سلام', 'é'][roll(3)] ?? '' })
    else await session.send('Input.imeSetComposition', { text: '', selectionStart: 0, selectionEnd: 0 })
    await page.waitForTimeout(50)
  }
  const keys = [
    'Backspace',
    'Delete',
    'Control+Backspace',
    'Control+Delete',
    'Enter',
    'Control+z',
    'Control+z',
    'Control+Shift+z',
    'ArrowLeft',
    'ArrowRight',
    'ArrowUp',
    'ArrowDown',
    'Home',
    'End',
    'Shift+ArrowRight',
    'Shift+ArrowDown',
    'Control+x',
    'Control+v',
    'Shift+Control+ArrowLeft',
  ]
  for (let step = 0; step < 110; step += 1) {
    const what = roll(10)
    if (what < 4) await press(keys[roll(keys.length)] ?? 'End')
    else if (what < 7) await type(['a ', 'بند', 'x', '. '][roll(4)] ?? 'x')
    else if (what === 7) await compose()
    else if (what === 8) await page.evaluate(() => harness.sent())
    else {
      const size = (await read()).doc.content.size
      const [from, to] = [1 + roll(size - 1), 1 + roll(size - 1)]
      await select(
        Math.min(from, to),
        roll(2) ? Math.min(from, to) : Math.min(Math.max(from, to), Math.min(from, to) + 8),
      )
    }
    const { doc, own, faults } = await read()
    expect(
      faults.filter(each => each !== 'refused'),
      `step ${step}`,
    ).toEqual([])
    expect(project(doc, own), `step ${step}`).toEqual(project(begun, own))
  }
  await page.waitForTimeout(60)
  const { doc, faults } = await read()
  expect(faults).toEqual([])
  // What is on the page is what is in the text.
  const visible = await page.evaluate(() => harness.shows())
  expect(visible?.replaceAll(/\s/g, '')).toBe(doc.textContent.replaceAll(/\s/g, ''))
})
