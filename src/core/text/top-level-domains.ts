/**
 * Endings after which chat applications turn `name.ending` into a link: every country code, and the generic endings in common use.
 * Source: IANA's root zone. Endings that engineers mostly write as file names are in {@link fileLikeEndings} instead.
 */
const countryCodes = `ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bv bw by bz
ca cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh
gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la
lb lc li lk lr ls lt lu lv ly ma mc me mg mh mk mm mn mo mp mq mr mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe
pf pg ph pk pm pn pr pt pw qa re ro ru rw sa sb sc sd se sg si sj sk sl sm sn sr ss st su sv sx sy sz tc td tg th tj tk tl tm tn to
tr tt tv tw tz ua ug uk us uy uz va vc ve vg vn vu wf ws ye yt za zm zw`;

const generic = `academy agency ai app art asia audio auction bar beauty best bet bid bike bio biz blog boats bond boutique build business buzz
cab cafe camp capital cards care careers casa casino cat center chat cheap christmas church city click clinic cloud club codes coffee
college com community company computer consulting contact cool coop country coupons credit cricket cyou date dating deals degree
delivery dental design dev diamonds diet digital direct directory discount dog domains download earth education email energy
engineering enterprises estate events exchange expert express fail faith family fans farm fashion feedback finance fish fit fitness
flights florist football forsale forum foundation fun fund fyi gallery game games garden gift gifts glass global gold golf graphics
gratis green group guide guru hair haus health help hiv hockey holiday homes horse hospital host hosting house icu immo info ink
institute insure international investments jetzt jobs jewelry kim kitchen land lat law lawyer legal lgbt life lighting limited limo
link live loan loans lol love ltd luxury management market marketing mba media men menu mobi moe moda mom money monster motorcycles
movie museum name net network news ngo ninja nyc observer one online ooo org page paris partners parts party pet photo photography
photos pics pictures pink pizza place plumbing plus poker press pro productions promo properties property pub quest racing realty
recipes red rehab rent repair report republican rest restaurant review reviews rip rocks rodeo run sale salon sbs school science
select services sexy shoes shop shopping show singles site ski skin social software solar solutions space sport storage store stream
studio study style sucks supplies supply support surf surgery systems tax taxi team tech technology tel tennis theater tips tires
today tools top tours town toys trade trading training travel tube university uno vacations ventures vet viajes video villas vin vip
vision vodka vote voto voyage watch website wedding wiki win wine work works world wtf xxx xyz yachts yoga zone
рф рус бел укр бг ею мкд срб қаз ελ 中国 中國 公司 网络 网址 集团 香港 台湾 한국 みんな`;

/** Endings that name a file or a tool more often than a host: links only where a path or `www.` says so. */
export const fileLikeEndings: ReadonlySet<string> = new Set(
  'md rs py sh pl so cc ps ml tf zip mov mk bz cd ax'.split(' '),
);

const endings: ReadonlySet<string> = new Set(
  `${countryCodes} ${generic}`.split(/\s+/).filter((each) => !fileLikeEndings.has(each)),
);

/** Whether chat applications make a link of `name.ending`, whatever surrounds it. Punycode endings count. */
export function isLinkedEnding(ending: string): boolean {
  const lower = ending.toLowerCase();
  return endings.has(lower) || lower.startsWith('xn--');
}
