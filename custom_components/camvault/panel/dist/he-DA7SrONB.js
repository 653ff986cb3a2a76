var e = {
	timeline: {
		title: "CamVault",
		today: "היום",
		yesterday: "אתמול",
		events: {
			one: "אירוע אחד",
			two: "שני אירועים",
			other: "{count} אירועים"
		}
	},
	labels: {
		person: "אדם",
		vehicle: "רכב",
		animal: "בעל חיים",
		doorbell: "פעמון דלת",
		face: "פנים",
		intrusion: "חדירה",
		line_crossing: "חציית קו",
		sound: "רעש",
		motion: "תנועה"
	},
	find: {
		show: "אירועים מוצגים",
		all: "הכול",
		unseen: "לא נצפו",
		protected: "מוגנים",
		unarchived: "עדיין לא בארכיון",
		clips: "עם סרטון",
		cameras: "מצלמות",
		someCameras: {
			one: "מצלמה אחת",
			two: "שתי מצלמות",
			other: "{count} מצלמות"
		},
		groups: "קבוצות",
		labels: "זוהה",
		only: "רק",
		filter: "סינון",
		filters: {
			one: "סינון, מסנן אחד פעיל",
			other: "סינון, {count} מסננים פעילים"
		},
		combined: "פעיל",
		without: "הסרת {name}",
		clear: "ניקוי",
		close: "סגירה",
		span: "טווח זמן נבחר",
		catchUp: {
			one: "השלמה: ניגון אירוע אחד שלא נצפה",
			two: "השלמה: ניגון שני אירועים שלא נצפו",
			other: "השלמה: ניגון {count} אירועים שלא נצפו"
		},
		safety: {
			none: "הכול שמור רק בבית: יש להגדיר את הארכיון",
			safe: {
				one: "הקובץ היחיד מהיום שמור מחוץ לבית",
				two: "שני הקבצים מהיום שמורים מחוץ לבית",
				other: "כל {count} הקבצים מהיום שמורים מחוץ לבית"
			},
			nothing: "היום עדיין לא הגיע דבר · הכול שמור מחוץ לבית",
			waiting: {
				one: "{safe} מתוך {today} מהיום שמורים מחוץ לבית · קובץ אחד בדרך",
				two: "{safe} מתוך {today} מהיום שמורים מחוץ לבית · שני קבצים בדרך",
				other: "{safe} מתוך {today} מהיום שמורים מחוץ לבית · {count} קבצים בדרך"
			},
			failing: {
				one: "קובץ אחד ממתין לארכיון",
				two: "שני קבצים ממתינים לארכיון",
				other: "{count} קבצים ממתינים לארכיון"
			},
			failingSince: {
				one: "קובץ אחד ממתין לארכיון מאז {since}",
				two: "שני קבצים ממתינים לארכיון מאז {since}",
				other: "{count} קבצים ממתינים לארכיון מאז {since}"
			},
			unknown: "אין גישה לארכיון",
			trying: "מתבצע ניסיון",
			nextTry: "ניסיון הבא {when}",
			away: "אין גישה לשער",
			awaySince: "אין גישה לשער מאז {since}",
			awayLast: "אין גישה לשער · שמור מחוץ לבית לאחרונה: {since}"
		},
		scrubber: "נקודת זמן",
		at: "{day} {time}, {events}",
		on: "{day}, {events}",
		showMonth: "הצגת החודש",
		showDay: "הצגת היום",
		calendar: "מעבר ליום",
		time: "שעה",
		go: "מעבר אל {day}",
		wrongTime: "יש להזין שעה, למשל {example}",
		unseenCount: {
			one: "אחד לא נצפה",
			two: "שניים לא נצפו",
			other: "{count} לא נצפו"
		},
		previousMonth: "החודש הקודם",
		nextMonth: "החודש הבא",
		previousYear: "השנה הקודמת",
		nextYear: "השנה הבאה",
		search: "חיפוש",
		searchFor: "חיפוש, למשל person yesterday",
		endSearch: "סיום החיפוש",
		understood: "החיפוש היה",
		lastSearches: "חיפושים אחרונים",
		forget: "ניקוי",
		forExample: "לדוגמה",
		examples: {
			one: "person yesterday 14:35",
			two: "last night",
			three: "vehicle monday",
			four: "שליח"
		},
		until: "עד {to}",
		since: "מאז {from}",
		fromTo: "{from} עד {to}",
		help: "קיצורי מקלדת",
		space: "רווח",
		keys: {
			older: "אירוע ישן יותר",
			newer: "אירוע חדש יותר",
			back: "5 שניות אחורה, קדימה",
			frame: "פריים אחד אחורה, קדימה",
			play: "ניגון, השהיה",
			mute: "הפעלה והשתקה של הקול",
			full: "מסך מלא",
			protect: "הגנה",
			download: "הורדה",
			share: "שיתוף",
			seen: "נצפה, לא נצפה",
			go: "מעבר ליום ולשעה",
			search: "חיפוש",
			help: "קיצורי מקלדת"
		}
	},
	player: {
		title: "נגן",
		loading: "בטעינה",
		close: "סגירה",
		again: "ניסיון חוזר",
		undo: "ביטול",
		cancel: "ביטול",
		save: "שמירה",
		nothing_now: "אין דבר ברגע זה",
		full_quality: "איכות מלאה",
		bar: "מיקום באירוע",
		at_clip: "{time}, סרטון {index} מתוך {count}",
		at_snapshot: "{time}, תמונה {index} מתוך {count}",
		actions: "פעולות",
		download: "הורדה",
		share: "שיתוף",
		describe: "תיאור",
		more: "עוד",
		describe_hint: "מה רואים באירוע הזה?",
		protection: {
			none: "הגנה",
			pending: "מתבצעת הגנה",
			kept: "מוגן"
		},
		delete: "מחיקת האירוע",
		delete_protected: "אי אפשר למחוק אירוע מוגן",
		delete_going_on: "אפשר יהיה למחוק אותו כשיסתיים",
		deleting: {
			one: "האירוע יימחק בעוד שנייה",
			two: "האירוע יימחק בעוד שתי שניות",
			other: "האירוע יימחק בעוד {count} שניות"
		},
		removed: "האירוע הזה נמחק",
		copy_event: "העתקת קישור לאירוע",
		copy_link: "העתקת הקישור",
		copied: "הקישור הועתק",
		link: "קישור",
		share_by: "שיתוף…",
		share_until: "כל מי שיש לו הקישור יכול לצפות בקובץ עד {until}.",
		to_camera: "מעבר למצלמה",
		mark_seen: "סימון כנצפה",
		mark_unseen: "סימון כלא נצפה",
		seen: "סומן כנצפה",
		unseen: "סומן כלא נצפה",
		no_older: "זה האירוע הישן ביותר",
		no_newer: "זה האירוע החדש ביותר",
		also: "גם באותו זמן",
		clocks: "ייתכן הפרש של כשתי שניות בין שעוני המצלמות. ‎−‎ ו‎+‎ מזיזים מצלמה בחצי שנייה.",
		earlier: "הקדמת {camera} בחצי שנייה",
		later: "דחיית {camera} בחצי שנייה",
		drop: "הסרת {camera}",
		control: {
			older: "אירוע קודם",
			newer: "אירוע חדש יותר",
			back: "5 שניות אחורה",
			on: "5 שניות קדימה",
			play: "הפעלה",
			pause: "השהיה",
			sound: "קול",
			"frame-back": "הפריים הקודם",
			"frame-on": "הפריים הבא",
			speed: "מהירות",
			autoplay: "הפעלה אוטומטית של האירוע הבא שלא נצפה",
			zoom: "זום",
			pip: "תמונה בתוך תמונה",
			fullscreen: "מסך מלא"
		},
		note: {
			going_on: "עדיין נמשך",
			incomplete: "לא שלם: ההעלאה נקטעה, והסרטון מוצג עד המקום שבו נקטע",
			waiting: {
				one: "קובץ אחד עדיין לא נשמר מחוץ לבית",
				two: "שני קבצים עדיין לא נשמרו מחוץ לבית",
				other: "{count} קבצים עדיין לא נשמרו מחוץ לבית"
			},
			more: "מוצג רק החלק הראשון של האירוע הארוך הזה"
		},
		trouble: {
			expired: "הקישור לקובץ הזה כבר לא פועל.",
			away: "אי אפשר לטעון את זה כרגע.",
			again: "החיבור נותק. מתבצע ניסיון נוסף…",
			preparing: "הסרטון בהכנה ויתחיל מעצמו.",
			offline: "אין חיבור לאינטרנט. הצפייה תימשך כשהחיבור יחזור.",
			gone: "הקובץ הזה כבר לא קיים.",
			unauthorized: "אין לך הרשאה לצפות בזה.",
			undecodable: "הדפדפן הזה לא יכול להציג את הסרטון. אפשר להוריד אותו או לנסות דפדפן אחר.",
			unreadable: "הקובץ הזה פגום. אפשר להוריד אותו כפי שהמצלמה שלחה אותו.",
			unplayable: "אין דפדפן שיכול להציג את הקובץ הזה. אפשר להוריד אותו ולפתוח אותו בתוכנה אחרת.",
			codec: "הדפדפן הזה לא יכול להציג {codec}. אפשר להוריד את הסרטון, להשתמש בדפדפן אחר או להגדיר את המצלמה ל־H.264."
		},
		failed: {
			open: "אי אפשר לפתוח את האירוע",
			download: "ההורדה נכשלה",
			share: "אי אפשר היה ליצור קישור",
			protect: "ההגנה לא השתנתה",
			describe: "התיאור לא נשמר",
			delete: "האירוע לא נמחק",
			seen: "הסימון לא השתנה",
			copy: "אי אפשר היה להעתיק את הקישור",
			pip: "תמונה בתוך תמונה אינה זמינה"
		},
		state: {
			receiving: "בקבלה",
			stored: "בבית, עדיין לא מחוץ לבית",
			archived: "מחוץ לבית, באימות",
			verified: "מחוץ לבית ומאומת"
		},
		condition: {
			pending: "עדיין לא נבדק",
			incomplete: "לא שלם",
			empty: "ריק",
			unreadable: "פגום"
		},
		details: {
			title: "פרטים",
			state: "מצב",
			condition: "תוכן",
			captured: "צולם",
			received: "התקבל",
			length: "אורך",
			size: "גודל",
			resolution: "רזולוציה",
			codec: "פורמט",
			path: "נתיב מקורי",
			key: "מפתח ב־bucket",
			sha256: "SHA-256"
		}
	},
	card: {
		title: "אירועים",
		loading: "בטעינה…",
		unknown: "{entity} אינה מצלמה של CamVault",
		offline: "אין חיבור. ייתכן שהמוצג אינו עדכני.",
		away: "אין גישה אל {name}. ייתכן שהמוצג אינו עדכני.",
		failed: "לא ניתן להציג את האירועים: {reason}",
		retry: "ניסיון נוסף",
		noCamera: "אין עדיין מצלמה.",
		add: "הוספת מצלמה",
		nothing: "עדיין לא קרה דבר.",
		allSeen: "ראית הכול.",
		player: "אירוע",
		noPlayer: "לא ניתן לטעון את הנגן. כדאי לבדוק את החיבור.",
		close: "סגירה",
		form: {
			title: "כותרת",
			titleHelp: "אם השדה ריק, יוצג שם המצלמה",
			layout: "פריסה",
			layouts: {
				list: "רשימה",
				strip: "רצועה",
				grid: "רשת",
				camera: "מצלמה עם האירועים האחרונים שלה"
			},
			cameras: "מצלמות",
			camerasHelp: "כל המצלמות, אם לא נבחרה אף אחת",
			group: "קבוצה",
			labels: "זוהו",
			unseen_only: "רק אירועים שלא נצפו",
			rows: "שורות",
			rowsHelp: "כמה שורות נראות בלי לגלול, כשלוח המחוונים אינו קובע את הגובה"
		},
		late: "CamVault עדיין לא משיב. ייתכן ש-Home Assistant עדיין בהפעלה."
	}
};
export { e as default };
