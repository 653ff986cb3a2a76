// node_modules/@mdi/js/mdi.js
var e = "M12,4A4,4 0 0,1 16,8A4,4 0 0,1 12,12A4,4 0 0,1 8,8A4,4 0 0,1 12,4M12,14C16.42,14 20,15.79 20,18V20H4V18C4,15.79 7.58,14 12,14Z", t = "M13 14H11V9H13M13 18H11V16H13M1 21H23L12 2L1 21Z", n = "M13,13H11V7H13M13,17H11V15H13M12,2A10,10 0 0,0 2,12A10,10 0 0,0 12,22A10,10 0 0,0 22,12A10,10 0 0,0 12,2Z", r = "M20,11V13H8L13.5,18.5L12.08,19.92L4.16,12L12.08,4.08L13.5,5.5L8,11H20Z", i = "M13,20H11V8L5.5,13.5L4.08,12.08L12,4.16L19.92,12.08L18.5,13.5L13,8V20Z", a = "M21,19V20H3V19L5,17V11C5,7.9 7.03,5.17 10,4.29C10,4.19 10,4.1 10,4A2,2 0 0,1 12,2A2,2 0 0,1 14,4C14,4.1 14,4.19 14,4.29C16.97,5.17 19,7.9 19,11V17L21,19M14,21A2,2 0 0,1 12,23A2,2 0 0,1 10,21", o = "M19,19H5V8H19M16,1V3H8V1H6V3H5C3.89,3 3,3.89 3,5V19A2,2 0 0,0 5,21H19A2,2 0 0,0 21,19V5C21,3.89 20.1,3 19,3H18V1M17,12H12V17H17V12Z", s = "M9,10V12H7V10H9M13,10V12H11V10H13M17,10V12H15V10H17M19,3A2,2 0 0,1 21,5V19A2,2 0 0,1 19,21H5C3.89,21 3,20.1 3,19V5A2,2 0 0,1 5,3H6V1H8V3H16V1H18V3H19M19,19V8H5V19H19M9,14V16H7V14H9M13,14V16H11V14H13M17,14V16H15V14H17Z", c = "M5,11L6.5,6.5H17.5L19,11M17.5,16A1.5,1.5 0 0,1 16,14.5A1.5,1.5 0 0,1 17.5,13A1.5,1.5 0 0,1 19,14.5A1.5,1.5 0 0,1 17.5,16M6.5,16A1.5,1.5 0 0,1 5,14.5A1.5,1.5 0 0,1 6.5,13A1.5,1.5 0 0,1 8,14.5A1.5,1.5 0 0,1 6.5,16M18.92,6C18.72,5.42 18.16,5 17.5,5H6.5C5.84,5 5.28,5.42 5.08,6L3,12V20A1,1 0 0,0 4,21H5A1,1 0 0,0 6,20V19H18V20A1,1 0 0,0 19,21H20A1,1 0 0,0 21,20V12L18.92,6Z", l = "M6.03 12.03L8.03 15.5L5.5 18.68L2 12.62L6.03 12.03M17 18V15.29C17.88 14.9 18.5 14.03 18.5 13C18.5 12.43 18.3 11.9 17.97 11.5L19.94 10.35C20.95 9.76 21.3 8.47 20.71 7.46L19.33 5.06C18.74 4.05 17.45 3.7 16.44 4.28L8.31 9C7.36 9.53 7.03 10.75 7.58 11.71L9.08 14.31C9.63 15.26 10.86 15.59 11.81 15.04L13.69 13.96C13.94 14.55 14.41 15.03 15 15.29V18C15 19.1 15.9 20 17 20H22V18H17Z", u = "M21,7L9,19L3.5,13.5L4.91,12.09L9,16.17L19.59,5.59L21,7Z", ee = "M12 2C6.5 2 2 6.5 2 12S6.5 22 12 22 22 17.5 22 12 17.5 2 12 2M10 17L5 12L6.41 10.59L10 14.17L17.59 6.58L19 8L10 17Z", te = "M12,20A8,8 0 0,1 4,12A8,8 0 0,1 12,4A8,8 0 0,1 20,12A8,8 0 0,1 12,20M12,2A10,10 0 0,0 2,12A10,10 0 0,0 12,22A10,10 0 0,0 22,12A10,10 0 0,0 12,2Z", ne = "M7.41,8.58L12,13.17L16.59,8.58L18,10L12,16L6,10L7.41,8.58Z", re = "M15.41,16.58L10.83,12L15.41,7.41L14,6L8,12L14,18L15.41,16.58Z", ie = "M8.59,16.58L13.17,12L8.59,7.41L10,6L16,12L10,18L8.59,16.58Z", ae = "M12,20A8,8 0 0,0 20,12A8,8 0 0,0 12,4A8,8 0 0,0 4,12A8,8 0 0,0 12,20M12,2A10,10 0 0,1 22,12A10,10 0 0,1 12,22C6.47,22 2,17.5 2,12A10,10 0 0,1 12,2M12.5,7V12.25L17,14.92L16.25,16.15L11,13V7H12.5Z", oe = "M19,6.41L17.59,5L12,10.59L6.41,5L5,6.41L10.59,12L5,17.59L6.41,19L12,13.41L17.59,19L19,17.59L13.41,12L19,6.41Z", se = "M13 19C13 19.34 13.04 19.67 13.09 20H6.5C5 20 3.69 19.5 2.61 18.43C1.54 17.38 1 16.09 1 14.58C1 13.28 1.39 12.12 2.17 11.1S4 9.43 5.25 9.15C5.67 7.62 6.5 6.38 7.75 5.43S10.42 4 12 4C13.95 4 15.6 4.68 16.96 6.04C18.32 7.4 19 9.05 19 11C20.15 11.13 21.1 11.63 21.86 12.5C22.37 13.07 22.7 13.71 22.86 14.42C21.82 13.54 20.5 13 19 13C15.69 13 13 15.69 13 19M17.75 19.43L16.16 17.84L15 19L17.75 22L22.5 17.25L21.34 15.84L17.75 19.43Z", ce = "M23 15.5C23 14.79 22.84 14.14 22.55 13.54C21.89 11.79 20.56 10.38 18.86 9.62C18.61 8.26 18 7.06 16.96 6.04C15.6 4.68 13.95 4 12 4C10.42 4 9 4.47 7.75 5.43S5.67 7.62 5.25 9.15C4 9.43 2.96 10.08 2.17 11.1S1 13.28 1 14.58C1 16.09 1.54 17.38 2.61 18.43C3.69 19.5 5 20 6.5 20H10.26C11.53 21.81 13.62 23 16 23C19.87 23 23 19.87 23 16C23 15.89 23 15.79 23 15.68C23 15.62 23 15.56 23 15.5M6.5 18C5.53 18 4.71 17.66 4.03 17C3.34 16.29 3 15.47 3 14.5S3.34 12.71 4.03 12.03C4.71 11.34 5.53 11 6.5 11H7C7 9.62 7.5 8.44 8.46 7.46C9.44 6.5 10.62 6 12 6S14.56 6.5 15.54 7.46C16 7.93 16.35 8.46 16.59 9.03C16.4 9 16.2 9 16 9C12.13 9 9 12.13 9 16C9 16.7 9.11 17.37 9.29 18H6.5M16 21C13.24 21 11 18.76 11 16S13.24 11 16 11 21 13.24 21 16 18.76 21 16 21M16.5 16.25L19.36 17.94L18.61 19.16L15 17V12H16.5V16.25Z", le = "M19.8 22.6L17.15 20H6.5Q4.2 20 2.6 18.4T1 14.5Q1 12.58 2.19 11.08 3.38 9.57 5.25 9.15 5.33 8.95 5.4 8.76 5.5 8.57 5.55 8.35L1.4 4.2L2.8 2.8L21.2 21.2M6.5 18H15.15L7.1 9.95Q7.05 10.23 7.03 10.5 7 10.73 7 11H6.5Q5.05 11 4.03 12.03 3 13.05 3 14.5 3 15.95 4.03 17 5.05 18 6.5 18M11.13 14M21.6 18.75L20.15 17.35Q20.58 17 20.79 16.54 21 16.08 21 15.5 21 14.45 20.27 13.73 19.55 13 18.5 13H17V11Q17 8.93 15.54 7.46 14.08 6 12 6 11.33 6 10.7 6.16 10.07 6.33 9.5 6.68L8.05 5.23Q8.93 4.63 9.91 4.31 10.9 4 12 4 14.93 4 16.96 6.04 19 8.07 19 11 20.73 11.2 21.86 12.5 23 13.78 23 15.5 23 16.5 22.63 17.31 22.25 18.15 21.6 18.75M14.83 12.03Z", ue = "M11 20H6.5Q4.22 20 2.61 18.43 1 16.85 1 14.58 1 12.63 2.17 11.1 3.35 9.57 5.25 9.15 5.88 6.85 7.75 5.43 9.63 4 12 4 14.93 4 16.96 6.04 19 8.07 19 11 20.73 11.2 21.86 12.5 23 13.78 23 15.5 23 17.38 21.69 18.69 20.38 20 18.5 20H13V12.85L14.6 14.4L16 13L12 9L8 13L9.4 14.4L11 12.85Z", de = "M19,21H8V7H19M19,5H8A2,2 0 0,0 6,7V21A2,2 0 0,0 8,23H19A2,2 0 0,0 21,21V7A2,2 0 0,0 19,5M16,1H4A2,2 0 0,0 2,3V17H4V3H16V1Z", fe = "M6,19A2,2 0 0,0 8,21H16A2,2 0 0,0 18,19V7H6V19M8,9H16V19H8V9M15.5,4L14.5,3H9.5L8.5,4H5V6H19V4H15.5Z", pe = "M16,12A2,2 0 0,1 18,10A2,2 0 0,1 20,12A2,2 0 0,1 18,14A2,2 0 0,1 16,12M10,12A2,2 0 0,1 12,10A2,2 0 0,1 14,12A2,2 0 0,1 12,14A2,2 0 0,1 10,12M4,12A2,2 0 0,1 6,10A2,2 0 0,1 8,12A2,2 0 0,1 6,14A2,2 0 0,1 4,12Z", me = "M12,16A2,2 0 0,1 14,18A2,2 0 0,1 12,20A2,2 0 0,1 10,18A2,2 0 0,1 12,16M12,10A2,2 0 0,1 14,12A2,2 0 0,1 12,14A2,2 0 0,1 10,12A2,2 0 0,1 12,10M12,4A2,2 0 0,1 14,6A2,2 0 0,1 12,8A2,2 0 0,1 10,6A2,2 0 0,1 12,4Z", he = "M5,20H19V18H5M19,9H15V3H9V9H5L12,16L19,9Z", ge = "M23.5,17L18.5,22L15,18.5L16.5,17L18.5,19L22,15.5L23.5,17M12,9A3,3 0 0,1 15,12A3,3 0 0,1 12,15A3,3 0 0,1 9,12A3,3 0 0,1 12,9M12,4.5C17,4.5 21.27,7.61 23,12C22.75,12.65 22.44,13.26 22.08,13.85C21.5,13.5 20.86,13.25 20.18,13.12L20.82,12C19.17,8.64 15.76,6.5 12,6.5C8.24,6.5 4.83,8.64 3.18,12C4.83,15.36 8.24,17.5 12,17.5L13.21,17.43C13.07,17.93 13,18.46 13,19V19.46L12,19.5C7,19.5 2.73,16.39 1,12C2.73,7.61 7,4.5 12,4.5Z", _e = "M2,5.27L3.28,4L20,20.72L18.73,22L15.65,18.92C14.5,19.3 13.28,19.5 12,19.5C7,19.5 2.73,16.39 1,12C1.69,10.24 2.79,8.69 4.19,7.46L2,5.27M12,9A3,3 0 0,1 15,12C15,12.35 14.94,12.69 14.83,13L11,9.17C11.31,9.06 11.65,9 12,9M12,4.5C17,4.5 21.27,7.61 23,12C22.18,14.08 20.79,15.88 19,17.19L17.58,15.76C18.94,14.82 20.06,13.54 20.82,12C19.17,8.64 15.76,6.5 12,6.5C10.91,6.5 9.84,6.68 8.84,7L7.3,5.47C8.74,4.85 10.33,4.5 12,4.5M3.18,12C4.83,15.36 8.24,17.5 12,17.5C12.69,17.5 13.37,17.43 14,17.29L11.72,15C10.29,14.85 9.15,13.71 9,12.28L5.6,8.87C4.61,9.72 3.78,10.78 3.18,12Z", ve = "M12,9A3,3 0 0,1 15,12A3,3 0 0,1 12,15A3,3 0 0,1 9,12A3,3 0 0,1 12,9M12,4.5C17,4.5 21.27,7.61 23,12C21.27,16.39 17,19.5 12,19.5C7,19.5 2.73,16.39 1,12C2.73,7.61 7,4.5 12,4.5M3.18,12C4.83,15.36 8.24,17.5 12,17.5C15.76,17.5 19.17,15.36 20.82,12C19.17,8.64 15.76,6.5 12,6.5C8.24,6.5 4.83,8.64 3.18,12Z", ye = "M9,11.75A1.25,1.25 0 0,0 7.75,13A1.25,1.25 0 0,0 9,14.25A1.25,1.25 0 0,0 10.25,13A1.25,1.25 0 0,0 9,11.75M15,11.75A1.25,1.25 0 0,0 13.75,13A1.25,1.25 0 0,0 15,14.25A1.25,1.25 0 0,0 16.25,13A1.25,1.25 0 0,0 15,11.75M12,2A10,10 0 0,0 2,12A10,10 0 0,0 12,22A10,10 0 0,0 22,12A10,10 0 0,0 12,2M12,20A8,8 0 0,1 4,12C3.97,11.71 3.97,11.43 4,11.14C6.38,10.1 8.27,8.17 9.26,5.77C11.13,8.42 14.17,10 17.42,10C18.18,10 18.93,9.91 19.67,9.74C20.92,14 18.5,18.43 14.26,19.67C13.5,19.89 12.76,20 12,20M0,2A2,2 0 0,1 2,0H6V2H2V6H0V2M24,22A2,2 0 0,1 22,24H18V22H22V18H24V22M2,24A2,2 0 0,1 0,22V18H2V22H6V24H2M22,0A2,2 0 0,1 24,2V6H22V2H18V0H22Z", be = "M11.5 3C14.15 3 16.55 4 18.4 5.6L21 3V10H14L16.62 7.38C15.23 6.22 13.46 5.5 11.5 5.5C7.96 5.5 4.95 7.81 3.9 11L1.53 10.22C2.92 6.03 6.85 3 11.5 3M9 12H15V14H11V16H13C14.11 16 15 16.9 15 18V20C15 21.11 14.11 22 13 22H9V20H13V18H9V12Z", xe = "M9 9V11H7V9H5V11H3V9H1V21H3V19H5V21H7V19H9V21H11V19H13V21H15V19H17V21H19V19H21V21H23V9H21V11H19V9H17V11H15V9H13V11H11V9H9M3 13H5V17H3V13M7 13H9V17H7V13M11 13H13V17H11V13M15 13H17V17H15V13M19 13H21V17H19V13Z", Se = "M20 17H22V15H20V17M20 7V13H22V7M4 2C2.89 2 2 2.89 2 4V20C2 21.11 2.89 22 4 22H16C17.11 22 18 21.11 18 20V8L12 2M4 4H11V9H16V20H4Z", Ce = "M18,9H16V7H18M18,13H16V11H18M18,17H16V15H18M8,9H6V7H8M8,13H6V11H8M8,17H6V15H8M18,3V5H16V3H8V5H6V3H4V21H6V19H8V21H16V19H18V21H20V3H18Z", d = "M1,4.27L2.28,3L21,21.72L19.73,23L16,19.27V21H8V19H6V21H4V7.27L1,4.27M18,9V7H16V9H18M18,13V11H16V13H18M18,15H16.82L6.82,5H8V3H16V5H18V3H20V18.18L18,16.18V15M8,13V11.27L7.73,11H6V13H8M8,17V15H6V17H8M6,3V4.18L4.82,3H6Z", f = "M5,5H10V7H7V10H5V5M14,5H19V10H17V7H14V5M17,14H19V19H14V17H17V14M10,17V19H5V14H7V17H10Z", p = "M13.5,8H12V13L16.28,15.54L17,14.33L13.5,12.25V8M13,3A9,9 0 0,0 4,12H1L4.96,16.03L9,12H6A7,7 0 0,1 13,5A7,7 0 0,1 20,12A7,7 0 0,1 13,19C11.07,19 9.32,18.21 8.06,16.94L6.64,18.36C8.27,20 10.5,21 13,21A9,9 0 0,0 22,12A9,9 0 0,0 13,3", m = "M22 20.7L3.3 2L2 3.3L3 4.3V19C3 20.1 3.9 21 5 21H19.7L20.7 22L22 20.7M5 19V6.3L12.6 13.9L11.1 15.8L9 13.1L6 17H15.7L17.7 19H5M8.8 5L6.8 3H19C20.1 3 21 3.9 21 5V17.2L19 15.2V5H8.8", h = "M11,9H13V7H11M12,20C7.59,20 4,16.41 4,12C4,7.59 7.59,4 12,4C16.41,4 20,7.59 20,12C20,16.41 16.41,20 12,20M12,2A10,10 0 0,0 2,12A10,10 0 0,0 12,22A10,10 0 0,0 22,12A10,10 0 0,0 12,2M11,17H13V11H11V17Z", g = "M10.59,13.41C11,13.8 11,14.44 10.59,14.83C10.2,15.22 9.56,15.22 9.17,14.83C7.22,12.88 7.22,9.71 9.17,7.76V7.76L12.71,4.22C14.66,2.27 17.83,2.27 19.78,4.22C21.73,6.17 21.73,9.34 19.78,11.29L18.29,12.78C18.3,11.96 18.17,11.14 17.89,10.36L18.36,9.88C19.54,8.71 19.54,6.81 18.36,5.64C17.19,4.46 15.29,4.46 14.12,5.64L10.59,9.17C9.41,10.34 9.41,12.24 10.59,13.41M13.41,9.17C13.8,8.78 14.44,8.78 14.83,9.17C16.78,11.12 16.78,14.29 14.83,16.24V16.24L11.29,19.78C9.34,21.73 6.17,21.73 4.22,19.78C2.27,17.83 2.27,14.66 4.22,12.71L5.71,11.22C5.7,12.04 5.83,12.86 6.11,13.65L5.64,14.12C4.46,15.29 4.46,17.19 5.64,18.36C6.81,19.54 8.71,19.54 9.88,18.36L13.41,14.83C14.59,13.66 14.59,11.76 13.41,10.59C13,10.2 13,9.56 13.41,9.17Z", _ = "M12,17A2,2 0 0,0 14,15C14,13.89 13.1,13 12,13A2,2 0 0,0 10,15A2,2 0 0,0 12,17M18,8A2,2 0 0,1 20,10V20A2,2 0 0,1 18,22H6A2,2 0 0,1 4,20V10C4,8.89 4.9,8 6,8H7V6A5,5 0 0,1 12,1A5,5 0 0,1 17,6V8H18M12,3A3,3 0 0,0 9,6V8H15V6A3,3 0 0,0 12,3Z", v = "M8.5,2C6,2 4,4 4,6.5V7C2.89,7 2,7.89 2,9V18C2,19.11 2.89,20 4,20H8.72C10.18,21.29 12.06,22 14,22A8,8 0 0,0 22,14A8,8 0 0,0 14,6C13.66,6 13.32,6.03 13,6.08C12.76,3.77 10.82,2 8.5,2M8.5,4A2.5,2.5 0 0,1 11,6.5V7H6V6.5A2.5,2.5 0 0,1 8.5,4M14,8A6,6 0 0,1 20,14A6,6 0 0,1 14,20A6,6 0 0,1 8,14A6,6 0 0,1 14,8M13,10V15L16.64,17.19L17.42,15.9L14.5,14.15V10H13Z", y = "M18,20V10H6V20H18M18,8A2,2 0 0,1 20,10V20A2,2 0 0,1 18,22H6C4.89,22 4,21.1 4,20V10A2,2 0 0,1 6,8H15V6A3,3 0 0,0 12,3A3,3 0 0,0 9,6H7A5,5 0 0,1 12,1A5,5 0 0,1 17,6V8H18M12,17A2,2 0 0,1 10,15A2,2 0 0,1 12,13A2,2 0 0,1 14,15A2,2 0 0,1 12,17Z", b = "M10 13C11.1 13 12 13.89 12 15C12 16.11 11.11 17 10 17S8 16.11 8 15 8.9 13 10 13M18 1C15.24 1 13 3.24 13 6V8H4C2.9 8 2 8.9 2 10V20C2 21.1 2.9 22 4 22H16C17.1 22 18 21.1 18 20V10C18 8.9 17.1 8 16 8H15V6C15 4.34 16.34 3 18 3S21 4.34 21 6V8H23V6C23 3.24 20.76 1 18 1M16 10V20H4V10H16Z", x = "M12,17C10.89,17 10,16.1 10,15C10,13.89 10.89,13 12,13A2,2 0 0,1 14,15A2,2 0 0,1 12,17M18,20V10H6V20H18M18,8A2,2 0 0,1 20,10V20A2,2 0 0,1 18,22H6C4.89,22 4,21.1 4,20V10C4,8.89 4.89,8 6,8H7V6A5,5 0 0,1 12,1A5,5 0 0,1 17,6V8H18M12,3A3,3 0 0,0 9,6V8H15V6A3,3 0 0,0 12,3Z", S = "M9.5,3A6.5,6.5 0 0,1 16,9.5C16,11.11 15.41,12.59 14.44,13.73L14.71,14H15.5L20.5,19L19,20.5L14,15.5V14.71L13.73,14.44C12.59,15.41 11.11,16 9.5,16A6.5,6.5 0 0,1 3,9.5A6.5,6.5 0 0,1 9.5,3M9.5,5C7,5 5,7 5,9.5C5,12 7,14 9.5,14C12,14 14,12 14,9.5C14,7 12,5 9.5,5Z", C = "M15.5,14L20.5,19L19,20.5L14,15.5V14.71L13.73,14.43C12.59,15.41 11.11,16 9.5,16A6.5,6.5 0 0,1 3,9.5A6.5,6.5 0 0,1 9.5,3A6.5,6.5 0 0,1 16,9.5C16,11.11 15.41,12.59 14.43,13.73L14.71,14H15.5M9.5,14C12,14 14,12 14,9.5C14,7 12,5 9.5,5C7,5 5,7 5,9.5C5,12 7,14 9.5,14M12,10H10V12H9V10H7V9H9V7H10V9H12V10Z", w = "M3,6H21V8H3V6M3,11H21V13H3V11M3,16H21V18H3V16Z", T = "M19,13H5V11H19V13Z", E = "M14,19H18V5H14M6,19H10V5H6V19Z", D = "M8.35,3C9.53,2.83 10.78,4.12 11.14,5.9C11.5,7.67 10.85,9.25 9.67,9.43C8.5,9.61 7.24,8.32 6.87,6.54C6.5,4.77 7.17,3.19 8.35,3M15.5,3C16.69,3.19 17.35,4.77 17,6.54C16.62,8.32 15.37,9.61 14.19,9.43C13,9.25 12.35,7.67 12.72,5.9C13.08,4.12 14.33,2.83 15.5,3M3,7.6C4.14,7.11 5.69,8 6.5,9.55C7.26,11.13 7,12.79 5.87,13.28C4.74,13.77 3.2,12.89 2.41,11.32C1.62,9.75 1.9,8.08 3,7.6M21,7.6C22.1,8.08 22.38,9.75 21.59,11.32C20.8,12.89 19.26,13.77 18.13,13.28C17,12.79 16.74,11.13 17.5,9.55C18.31,8 19.86,7.11 21,7.6M19.33,18.38C19.37,19.32 18.65,20.36 17.79,20.75C16,21.57 13.88,19.87 11.89,19.87C9.9,19.87 7.76,21.64 6,20.75C5,20.26 4.31,18.96 4.44,17.88C4.62,16.39 6.41,15.59 7.47,14.5C8.88,13.09 9.88,10.44 11.89,10.44C13.89,10.44 14.95,13.05 16.3,14.5C17.41,15.72 19.26,16.75 19.33,18.38Z", O = "M19,11H11V17H19V11M23,19V5C23,3.88 22.1,3 21,3H3A2,2 0 0,0 1,5V19A2,2 0 0,0 3,21H21A2,2 0 0,0 23,19M21,19H3V4.97H21V19Z", k = "M8,5.14V19.14L19,12.14L8,5.14Z", A = "M3 10H14V12H3V10M3 6H14V8H3V6M3 14H10V16H3V14M16 13V21L22 17L16 13Z", we = "M19,13H13V19H11V13H5V11H11V5H13V11H19V13Z", Te = "M14.5,13.5H16.5V10.5H14.5M18,14A1,1 0 0,1 17,15H16.25V16.5H14.75V15H14A1,1 0 0,1 13,14V10A1,1 0 0,1 14,9H17A1,1 0 0,1 18,10M11,15H9.5V13H7.5V15H6V9H7.5V11.5H9.5V9H11M19,4H5C3.89,4 3,4.89 3,6V18A2,2 0 0,0 5,20H19A2,2 0 0,0 21,18V6C21,4.89 20.1,4 19,4Z", Ee = "M12,2A10,10 0 0,0 2,12A10,10 0 0,0 12,22A10,10 0 0,0 22,12A10,10 0 0,0 12,2M12,4A8,8 0 0,1 20,12A8,8 0 0,1 12,20A8,8 0 0,1 4,12A8,8 0 0,1 12,4M12,9A3,3 0 0,0 9,12A3,3 0 0,0 12,15A3,3 0 0,0 15,12A3,3 0 0,0 12,9Z", De = "M2 12C2 16.97 6.03 21 11 21C13.39 21 15.68 20.06 17.4 18.4L15.9 16.9C14.63 18.25 12.86 19 11 19C4.76 19 1.64 11.46 6.05 7.05C10.46 2.64 18 5.77 18 12H15L19 16H19.1L23 12H20C20 7.03 15.97 3 11 3C6.03 3 2 7.03 2 12Z", Oe = "M12.5 3C17.15 3 21.08 6.03 22.47 10.22L20.1 11C19.05 7.81 16.04 5.5 12.5 5.5C10.54 5.5 8.77 6.22 7.38 7.38L10 10H3V3L5.6 5.6C7.45 4 9.85 3 12.5 3M9 12H15V14H11V16H13C14.11 16 15 16.9 15 18V20C15 21.11 14.11 22 13 22H9V20H13V18H9V12Z", ke = "M13.5,5.5C14.59,5.5 15.5,4.58 15.5,3.5C15.5,2.38 14.59,1.5 13.5,1.5C12.39,1.5 11.5,2.38 11.5,3.5C11.5,4.58 12.39,5.5 13.5,5.5M9.89,19.38L10.89,15L13,17V23H15V15.5L12.89,13.5L13.5,10.5C14.79,12 16.79,13 19,13V11C17.09,11 15.5,10 14.69,8.58L13.69,7C13.29,6.38 12.69,6 12,6C11.69,6 11.5,6.08 11.19,6.08L6,8.28V13H8V9.58L9.79,8.88L8.19,17L3.29,16L2.89,18L9.89,19.38Z", Ae = "M5 3A2 2 0 0 0 3 5H5M7 3V5H9V3M11 3V5H13V3M15 3V5H17V3M19 3V5H21A2 2 0 0 0 19 3M3 7V9H5V7M7 7V11H11V7M13 7V11H17V7M19 7V9H21V7M3 11V13H5V11M19 11V13H21V11M7 13V17H11V13M13 13V17H17V13M3 15V17H5V15M19 15V17H21V15M3 19A2 2 0 0 0 5 21V19M7 19V21H9V19M11 19V21H13V19M15 19V21H17V19M19 19V21A2 2 0 0 0 21 19Z", je = "M18,16.08C17.24,16.08 16.56,16.38 16.04,16.85L8.91,12.7C8.96,12.47 9,12.24 9,12C9,11.76 8.96,11.53 8.91,11.3L15.96,7.19C16.5,7.69 17.21,8 18,8A3,3 0 0,0 21,5A3,3 0 0,0 18,2A3,3 0 0,0 15,5C15,5.24 15.04,5.47 15.09,5.7L8.04,9.81C7.5,9.31 6.79,9 6,9A3,3 0 0,0 3,12A3,3 0 0,0 6,15C6.79,15 7.5,14.69 8.04,14.19L15.16,18.34C15.11,18.55 15.08,18.77 15.08,19C15.08,20.61 16.39,21.91 18,21.91C19.61,21.91 20.92,20.61 20.92,19A2.92,2.92 0 0,0 18,16.08Z", Me = "M16,18H18V6H16M6,18L14.5,12L6,6V18Z", Ne = "M6,18V6H8V18H6M9.5,12L18,6V18L9.5,12Z", Pe = "M19,5V19H16V5M14,5V19L3,12", Fe = "M5,5V19H8V5M10,5V19L21,12", Ie = "M10 21H5C3.89 21 3 20.11 3 19V5C3 3.89 3.89 3 5 3H19C20.11 3 21 3.89 21 5V10.33C20.7 10.21 20.37 10.14 20.04 10.14C19.67 10.14 19.32 10.22 19 10.37V5H5V19H10.11L10 19.11V21M7 9H17V7H7V9M7 17H12.11L14 15.12V15H7V17M7 13H16.12L17 12.12V11H7V13M21.7 13.58L20.42 12.3C20.21 12.09 19.86 12.09 19.65 12.3L18.65 13.3L20.7 15.35L21.7 14.35C21.91 14.14 21.91 13.79 21.7 13.58M12 22H14.06L20.11 15.93L18.06 13.88L12 19.94V22Z", Le = "M3,17V19H9V17H3M3,5V7H13V5H3M13,21V19H21V17H13V15H11V21H13M7,9V11H3V13H7V15H9V9H7M21,13V11H11V13H21M15,9H17V7H21V5H17V3H15V9Z", Re = "M15,3V7.59L7.59,15H3V21H9V16.42L16.42,9H21V3M17,5H19V7H17M5,17H7V19H5", ze = "M15,8V16H5V8H15M16,6H4A1,1 0 0,0 3,7V17A1,1 0 0,0 4,18H16A1,1 0 0,0 17,17V13.5L21,17.5V6.5L17,10.5V7A1,1 0 0,0 16,6Z", j = "M14,3.23V5.29C16.89,6.15 19,8.83 19,12C19,15.17 16.89,17.84 14,18.7V20.77C18,19.86 21,16.28 21,12C21,7.72 18,4.14 14,3.23M16.5,12C16.5,10.23 15.5,8.71 14,7.97V16C15.5,15.29 16.5,13.76 16.5,12M3,9V15H7L12,20V4L7,9H3Z", Be = "M12,4L9.91,6.09L12,8.18M4.27,3L3,4.27L7.73,9H3V15H7L12,20V13.27L16.25,17.53C15.58,18.04 14.83,18.46 14,18.7V20.77C15.38,20.45 16.63,19.82 17.68,18.96L19.73,21L21,19.73L12,10.73M19,12C19,12.94 18.8,13.82 18.46,14.64L19.97,16.15C20.62,14.91 21,13.5 21,12C21,7.72 18,4.14 14,3.23V5.29C16.89,6.15 19,8.83 19,12M16.5,12C16.5,10.23 15.5,8.71 14,7.97V10.18L16.45,12.63C16.5,12.43 16.5,12.21 16.5,12Z", M = {
	person: e,
	vehicle: c,
	animal: D,
	doorbell: a,
	face: ye,
	intrusion: xe,
	line_crossing: Re,
	sound: j,
	motion: ke
}, N = Object.keys(M);
function Ve(e) {
	return Object.hasOwn(M, e) ? M[e] ?? "M21.41 11.58L12.41 2.58A2 2 0 0 0 11 2H4A2 2 0 0 0 2 4V11A2 2 0 0 0 2.59 12.42L11.59 21.42A2 2 0 0 0 13 22A2 2 0 0 0 14.41 21.41L21.41 14.41A2 2 0 0 0 22 13A2 2 0 0 0 21.41 11.58M13 20L4 11V4H11L20 13M6.5 5A1.5 1.5 0 1 1 5 6.5A1.5 1.5 0 0 1 6.5 5Z" : "M21.41 11.58L12.41 2.58A2 2 0 0 0 11 2H4A2 2 0 0 0 2 4V11A2 2 0 0 0 2.59 12.42L11.59 21.42A2 2 0 0 0 13 22A2 2 0 0 0 14.41 21.41L21.41 14.41A2 2 0 0 0 22 13A2 2 0 0 0 21.41 11.58M13 20L4 11V4H11L20 13M6.5 5A1.5 1.5 0 1 1 5 6.5A1.5 1.5 0 0 1 6.5 5Z";
}
function He(e, t) {
	if (Object.hasOwn(M, e)) return t.text(`labels.${e}`);
	let n = e.replaceAll("_", " ");
	return n.charAt(0).toLocaleUpperCase(t.language) + n.slice(1);
}
function Ue(e) {
	let t = (e) => N.includes(e) ? N.indexOf(e) : N.length;
	return [...new Set(e)].sort((e, n) => t(e) - t(n) || e.localeCompare(n));
}
// shared/data/types.ts
var P = class extends Error {
	constructor(e, t) {
		super(t), this.problem = e;
	}
}, F = {
	timeline: {
		title: "CamVault",
		today: "Today",
		yesterday: "Yesterday",
		events: {
			one: "{count} event",
			other: "{count} events"
		}
	},
	labels: {
		person: "Person",
		vehicle: "Vehicle",
		animal: "Animal",
		doorbell: "Doorbell",
		face: "Face",
		intrusion: "Intrusion",
		line_crossing: "Line crossing",
		sound: "Sound",
		motion: "Motion"
	},
	find: {
		show: "Shown events",
		all: "All",
		unseen: "Unseen",
		protected: "Protected",
		unarchived: "Not off-site yet",
		clips: "With a clip",
		cameras: "Cameras",
		someCameras: {
			one: "{count} camera",
			other: "{count} cameras"
		},
		groups: "Groups",
		labels: "Detected",
		only: "Only",
		filter: "Filter",
		filters: {
			one: "Filter, {count} applied",
			other: "Filter, {count} applied"
		},
		combined: "Applied",
		without: "Remove {name}",
		clear: "Clear",
		close: "Close",
		span: "Selected time",
		catchUp: {
			one: "Catch up: play {count} unseen event",
			other: "Catch up: play {count} unseen events"
		},
		safety: {
			none: "Everything is only at home: set up the archive",
			safe: {
				one: "The only file of today is off-site",
				other: "All {count} of today are off-site"
			},
			nothing: "Nothing arrived today yet · everything is off-site",
			waiting: {
				one: "{safe} of {today} of today are off-site · {count} file on its way",
				other: "{safe} of {today} of today are off-site · {count} files on their way"
			},
			failing: {
				one: "{count} file waits for the archive",
				other: "{count} files wait for the archive"
			},
			failingSince: {
				one: "{count} file waits for the archive since {since}",
				other: "{count} files wait for the archive since {since}"
			},
			unknown: "The archive cannot be reached",
			trying: "trying now",
			nextTry: "next try {when}",
			away: "The gateway cannot be reached",
			awaySince: "The gateway cannot be reached since {since}",
			awayLast: "The gateway cannot be reached · last known to be off-site {since}"
		},
		scrubber: "Moment",
		at: "{day} {time}, {events}",
		on: "{day}, {events}",
		showMonth: "Show the month",
		showDay: "Show the day",
		calendar: "Go to a day",
		time: "Time",
		go: "Go to {day}",
		wrongTime: "Enter a time such as {example}",
		unseenCount: {
			one: "{count} unseen",
			other: "{count} unseen"
		},
		previousMonth: "Previous month",
		nextMonth: "Next month",
		previousYear: "Previous year",
		nextYear: "Next year",
		search: "Search",
		searchFor: "Search: red car, last night",
		endSearch: "End search",
		understood: "Searched for",
		lastSearches: "Last searches",
		forget: "Clear",
		forExample: "For example",
		examples: {
			one: "person yesterday 14:35",
			two: "last night",
			three: "vehicle monday",
			four: "courier"
		},
		until: "until {to}",
		since: "since {from}",
		fromTo: "{from} to {to}",
		help: "Keyboard shortcuts",
		space: "Space",
		keys: {
			older: "Older event",
			newer: "Newer event",
			back: "5 seconds back, forward",
			frame: "One frame back, forward",
			play: "Play, pause",
			mute: "Sound on, off",
			full: "Full screen",
			protect: "Protect",
			download: "Download",
			share: "Share",
			seen: "Seen, unseen",
			go: "Go to a day and time",
			search: "Search",
			help: "Keyboard shortcuts"
		}
	},
	list: {
		events: "Events",
		pictures: {
			one: "{count} picture",
			other: "{count} pictures"
		},
		unseen: "New",
		badge: {
			live: "Going on",
			waiting: "Waiting for the archive",
			incomplete: "Incomplete",
			unreadable: "Unreadable",
			protected: "Protected"
		},
		fresh: {
			one: "{count} new event",
			other: "{count} new events"
		},
		markSeen: "Mark as seen",
		markUnseen: "Mark as unseen",
		markDay: "Mark as seen: {day}",
		daySeen: "Marked as seen",
		markedSeen: {
			one: "Marked as seen",
			other: "{count} events marked as seen"
		},
		markedUnseen: {
			one: "Marked as unseen",
			other: "{count} events marked as unseen"
		},
		protect: "Protect",
		unprotect: "Stop protecting",
		protected: {
			one: "Protected",
			other: "{count} events protected"
		},
		unprotected: {
			one: "No longer protected",
			other: "{count} events no longer protected"
		},
		delete: "Delete",
		deleted: {
			one: "Event deleted",
			other: "{count} events deleted"
		},
		someDeleted: {
			one: "{count} event deleted. Protected events and those still going on are kept.",
			other: "{count} events deleted. Protected events and those still going on are kept."
		},
		noneDeleted: "Protected events and those still going on can't be deleted.",
		undo: "Undo",
		clear: "Clear selection",
		picked: {
			one: "{count} selected",
			other: "{count} selected"
		},
		end: "No older events",
		notLoaded: "Older events couldn't be loaded.",
		retry: "Try again",
		openSettings: "Open settings",
		addCamera: "Add a camera",
		clearFilter: "Clear filter",
		empty: {
			failed: {
				title: "Events can't be loaded",
				text: ""
			},
			noGateway: {
				title: "No gateway is set up",
				text: "Connect to your CamVault gateway to see what your cameras recorded."
			},
			away: {
				title: "The gateway can't be reached",
				text: "Events appear here as soon as it is back."
			},
			noCamera: {
				title: "No camera yet",
				text: "Add a camera, and what it records appears here."
			},
			nothingYet: {
				title: "Nothing recorded yet",
				text: "Events appear here as soon as a camera uploads its first clip or picture."
			},
			allSeen: {
				title: "You've seen everything",
				text: "There are no new events."
			},
			nothingFound: {
				title: "No events found",
				text: "Nothing matches this filter."
			}
		},
		problem: {
			not_found: "This no longer exists.",
			unauthorized: "You don't have permission for this.",
			unavailable: "The gateway can't be reached.",
			outdated: "The gateway is too old for this. Update it.",
			invalid: "This request wasn't understood.",
			offline: "No connection to Home Assistant.",
			preparing: "This is still being prepared.",
			failed: "Something went wrong."
		}
	},
	panel: {
		title: "CamVault",
		search: "Search",
		calendar: "Calendar",
		menu: "Menu",
		openMenu: "Open the sidebar",
		select: "Select events",
		newest: "Go to newest",
		markAllSeen: "Mark all as seen",
		help: "Keyboard shortcuts",
		settings: "Settings",
		choose: "Select an event to play it",
		unknownHome: {
			title: "This event belongs to another home",
			text: "The link points to a gateway that isn't set up in this Home Assistant.",
			back: "Show events"
		},
		outdated: "{name} is too old for the timeline: update the gateway to see everything.",
		player: "Player"
	},
	player: {
		title: "Player",
		loading: "Loading",
		close: "Close",
		again: "Try again",
		undo: "Undo",
		cancel: "Cancel",
		save: "Save",
		nothing_now: "Nothing at this moment",
		full_quality: "Full quality",
		bar: "Position in the event",
		at_clip: "{time}, clip {index} of {count}",
		at_snapshot: "{time}, picture {index} of {count}",
		actions: "Actions",
		download: "Download",
		share: "Share",
		describe: "Describe",
		more: "More",
		describe_hint: "What does this event show?",
		protection: {
			none: "Protect",
			pending: "Protecting",
			kept: "Protected"
		},
		delete: "Delete event",
		delete_protected: "A protected event cannot be deleted",
		delete_going_on: "It can be deleted when it is over",
		deleting: {
			one: "The event will be deleted in {count} second",
			other: "The event will be deleted in {count} seconds"
		},
		removed: "This event was deleted",
		copy_event: "Copy link to this event",
		copy_link: "Copy link",
		copied: "Link copied",
		link: "Link",
		share_by: "Share…",
		share_until: "Anyone who has this link can see this file until {until}.",
		to_camera: "Go to the camera",
		mark_seen: "Mark as seen",
		mark_unseen: "Mark as unseen",
		seen: "Marked as seen",
		unseen: "Marked as unseen",
		no_older: "This is the oldest event",
		no_newer: "This is the newest event",
		also: "Also at this time",
		clocks: "The cameras’ clocks may differ by about 2 seconds. − and + move a camera by half a second.",
		earlier: "Move {camera} half a second earlier",
		later: "Move {camera} half a second later",
		drop: "Remove {camera}",
		control: {
			older: "Older event",
			newer: "Newer event",
			back: "Back 5 seconds",
			on: "Forward 5 seconds",
			play: "Play",
			pause: "Pause",
			sound: "Sound",
			"frame-back": "Previous frame",
			"frame-on": "Next frame",
			speed: "Speed",
			autoplay: "Play the next unseen event automatically",
			zoom: "Zoom",
			pip: "Picture in picture",
			fullscreen: "Full screen"
		},
		note: {
			going_on: "Still going on",
			incomplete: "Incomplete: the upload was cut off, it plays as far as it goes",
			waiting: {
				one: "{count} file is not off-site yet",
				other: "{count} files are not off-site yet"
			},
			more: "Only the first part of this long event is shown"
		},
		trouble: {
			expired: "The link to this file no longer works.",
			away: "This cannot be loaded right now.",
			again: "The connection was lost. Trying again…",
			preparing: "This clip is being prepared. It starts by itself.",
			offline: "You are offline. It goes on when you are back online.",
			gone: "This file is no longer there.",
			unauthorized: "You are not allowed to see this.",
			undecodable: "This browser cannot play this clip. Download it, or try another browser.",
			unreadable: "This file is damaged. You can download it as the camera sent it.",
			unplayable: "No browser can show this file. Download it to open it with another program.",
			codec: "This browser cannot play {codec}. Download the clip, use another browser, or set the camera to H.264."
		},
		failed: {
			open: "The event cannot be opened",
			download: "The download failed",
			share: "No link could be made",
			protect: "The protection was not changed",
			describe: "The description was not saved",
			delete: "The event was not deleted",
			seen: "The mark was not changed",
			copy: "The link could not be copied",
			pip: "Picture in picture is not available"
		},
		state: {
			receiving: "Being received",
			stored: "At home, not off-site yet",
			archived: "Off-site, being verified",
			verified: "Off-site and verified"
		},
		condition: {
			pending: "Not checked yet",
			incomplete: "Incomplete",
			empty: "Empty",
			unreadable: "Damaged"
		},
		details: {
			title: "Details",
			state: "State",
			condition: "Content",
			captured: "Recorded",
			received: "Received",
			length: "Length",
			size: "Size",
			resolution: "Resolution",
			codec: "Format",
			path: "Original path",
			key: "Key in the bucket",
			sha256: "SHA-256"
		}
	},
	card: {
		title: "Events",
		loading: "Loading…",
		unknown: "{entity} is not a camera of CamVault",
		offline: "Not connected. What you see may not be the latest.",
		away: "{name} cannot be reached. What you see may not be the latest.",
		failed: "The events cannot be shown: {reason}",
		retry: "Try again",
		noCamera: "There is no camera yet.",
		add: "Add camera",
		nothing: "Nothing has happened yet.",
		allSeen: "You have seen everything.",
		player: "Event",
		noPlayer: "The player cannot be loaded. Check your connection.",
		close: "Close",
		form: {
			title: "Title",
			titleHelp: "The name of the camera if you leave it empty",
			layout: "Layout",
			layouts: {
				list: "List",
				strip: "Strip",
				grid: "Grid",
				camera: "Camera with its latest events"
			},
			cameras: "Cameras",
			camerasHelp: "All cameras if you choose none",
			group: "Group",
			labels: "Detected",
			unseen_only: "Only unseen events",
			rows: "Rows",
			rowsHelp: "How many are visible before you scroll, where the dashboard does not set the height"
		},
		late: "CamVault does not answer yet. Home Assistant may still be starting."
	}
}, We = /* #__PURE__ */ Object.assign({
	"./de.json": () => import("./de-CQqoBZk8.js").then((e) => e.default),
	"./he.json": () => import("./he-DA7SrONB.js").then((e) => e.default)
}), Ge = /* @__PURE__ */ new Set([
	"ar",
	"fa",
	"he",
	"ur"
]), I = class {
	#e;
	#t;
	constructor(e, t) {
		this.language = e, this.tree = t, this.#e = new Intl.PluralRules(e), this.#t = new Intl.NumberFormat(e);
	}
	get direction() {
		return Ge.has(R(this.language)) ? "rtl" : "ltr";
	}
	text(e, t = {}) {
		return (this.#n(L(this.tree, e), t) ?? this.#n(L(F, e), t) ?? e).replace(/\{(\w+)\}/g, (e, n) => this.#r(t[n]) ?? e);
	}
	#n(e, t) {
		if (e === void 0 || typeof e == "string") return e;
		let n = e[this.#e.select(Number(t.count ?? 0))] ?? e.other;
		return typeof n == "string" ? n : void 0;
	}
	#r(e) {
		return typeof e == "number" ? this.#t.format(e) : e;
	}
};
async function Ke(e) {
	for (let t of [e, R(e)]) {
		let n = We[`./${t}.json`];
		if (n) try {
			return new I(e, await n());
		} catch {}
	}
	return new I(R(e) === "en" ? e : "en", F);
}
function L(e, t) {
	return t.split(".").reduce((e, t) => typeof e == "object" ? e[t] : void 0, e);
}
function R(e) {
	return e.split("-")[0] ?? e;
}
// shared/data/home_assistant/filters.ts
function z(e, t) {
	let n = [t.home, t.group?.home].filter((e) => e !== void 0);
	return e.filter(({ id: e }) => n.every((t) => t === e) && (!t.cameras || t.cameras.some(({ home: t }) => t === e)));
}
function B(e, t) {
	let { labels: n, text: r, after: i, before: a } = t, o = { entry_id: e };
	t.cameras && (o.cameras = qe(e, t.cameras)), t.group && (o.group = t.group.id), n && n.length > 0 && (o.labels = n), r && (o.q = r), i && (o.after = i), a && (o.before = a);
	for (let e of [
		"protected",
		"unseen",
		"unarchived",
		"clips"
	]) t[e] && (o[e] = !0);
	return o;
}
function qe(e, t) {
	return t.filter((t) => t.home === e).map(({ id: e }) => e);
}
// shared/data/home_assistant/wire.ts
var Je = {
	protected: !1,
	protection: "none",
	captures: 0,
	clips: 0,
	snapshots: 0,
	verified: 0,
	unarchived: 0,
	incomplete: 0,
	unreadable: 0,
	size: 0,
	content_s: null,
	received_at: null,
	picture: null,
	description: null
};
function V(e, t) {
	return {
		...Je,
		playable: (t.captures ?? 0) > 0,
		...t,
		home: e
	};
}
function H(e, t) {
	return {
		...t,
		home: e
	};
}
function U(e) {
	let { entry_id: t, name: n, available: r, cameras: i, groups: a, safety: o, unseen: s, features: c } = e;
	return {
		id: t,
		name: n,
		available: r,
		time_zone: e.time_zone ?? "UTC",
		cameras: i,
		groups: a,
		safety: o,
		unseen: s,
		features: c
	};
}
// shared/data/home_assistant/actions.ts
var Ye = 500, Xe = 1e3, Ze = /* @__PURE__ */ new Set([
	"home",
	"cameras",
	"group",
	"after",
	"before"
]), Qe = class {
	constructor(e, t, n) {
		this.ask = e, this.homes = t, this.page = n;
	}
	async markSeen(e) {
		let t = "events" in e ? W(e.events) : await this.#t(e.filter, e.seen), n = await Promise.all(t.map(async (t) => {
			let { undo: n } = await this.ask({
				type: "camvault/seen",
				seen: e.seen,
				...t
			});
			return {
				type: "camvault/seen",
				entry_id: t.entry_id,
				undo: n
			};
		}));
		return async () => {
			for (let e of n.toReversed()) await this.ask(e);
		};
	}
	async protect(e, t) {
		return (await this.#e(e, {
			type: "camvault/protect",
			protected: t
		})).flat();
	}
	async describe(e, t) {
		let n = {
			type: "camvault/describe",
			entry_id: e.home,
			event_id: e.id,
			description: t
		};
		return V(e.home, (await this.ask(n)).event);
	}
	async remove(e) {
		await this.#e(e, { type: "camvault/delete" });
	}
	share(e, t) {
		let n = {
			type: "camvault/share",
			entry_id: e.home,
			capture_id: e.id
		};
		return this.ask(t === void 0 ? n : {
			...n,
			days: t
		});
	}
	async #e(e, t) {
		return Promise.all(W(e).map(async (e) => ((await this.ask({
			...t,
			...e
		})).items ?? []).map((t) => V(e.entry_id, t))));
	}
	async #t(e, t) {
		return Object.entries(e).some(([e, t]) => t !== void 0 && !Ze.has(e)) ? W(await this.#n(t ? {
			...e,
			unseen: !0
		} : e)) : z(await this.homes(), e).filter((e) => e.features.includes("seen")).map((t) => ({
			entry_id: t.id,
			...B(t.id, e)
		}));
	}
	async #n(e) {
		let t = [], n;
		for (; n !== null && t.length < Xe;) {
			let r = await this.page({
				...e,
				limit: 250,
				...n ? { cursor: n } : {}
			});
			t.push(...r.items), n = r.next;
		}
		return t;
	}
};
function W(e) {
	return [...new Set(e.map(({ home: e }) => e))].flatMap((t) => $e(e.filter(({ home: e }) => e === t).map(({ id: e }) => e), Ye).map((e) => ({
		entry_id: t,
		event_ids: e
	})));
}
function $e(e, t) {
	return Array.from({ length: Math.ceil(e.length / t) }, (n, r) => e.slice(r * t, (r + 1) * t));
}
// shared/data/home_assistant/addresses.ts
var G = 21600, et = 72e5, tt = 300, nt = class {
	#e = /* @__PURE__ */ new Map();
	constructor(e, t = () => Date.now()) {
		this.ask = e, this.now = t;
	}
	of(e) {
		let t = this.#e.get(e);
		if (t && t.until - this.now() > et) return t.path;
		let n = {
			path: this.#t(e),
			until: this.now() + G * 1e3
		};
		return this.#e.delete(e), this.#e.set(e, n), n.path.catch(() => this.#e.get(e) === n && this.#e.delete(e)), this.#e.size > tt && this.#e.delete(this.#e.keys().next().value ?? ""), n.path;
	}
	forget() {
		this.#e.clear();
	}
	async #t(e) {
		return (await this.ask({
			type: "auth/sign_path",
			path: e,
			expires: G
		})).path;
	}
};
// shared/data/home_assistant/density.ts
function rt(e) {
	let t = /* @__PURE__ */ new Map();
	for (let n of e.flat()) {
		let e = `${Date.parse(n.start)}:${Date.parse(n.end)}`, r = t.get(e);
		t.set(e, r ? it(r, n) : { ...n });
	}
	return [...t.values()].sort((e, t) => Date.parse(e.start) - Date.parse(t.start));
}
function it(e, t) {
	let n = {
		...e,
		captures: e.captures + t.captures,
		events: e.events + t.events
	};
	return (e.unseen !== void 0 || t.unseen !== void 0) && (n.unseen = (e.unseen ?? 0) + (t.unseen ?? 0)), n;
}
// shared/data/home_assistant/errors.ts
var at = {
	not_found: "not_found",
	unauthorized: "unauthorized",
	unavailable: "unavailable",
	outdated: "outdated",
	invalid_format: "invalid",
	unknown_command: "unavailable",
	timeout: "offline"
}, ot = {
	401: "unauthorized",
	403: "unauthorized",
	404: "not_found",
	502: "unavailable",
	503: "preparing",
	504: "unavailable"
}, K = /* @__PURE__ */ new Set([1, 3]);
function q(e, t) {
	if (e instanceof P) return e;
	if (K.has(e) || e instanceof TypeError) return new P("offline", t("offline"));
	let { code: n, message: r } = e ?? {};
	if (K.has(n)) return new P("offline", t("offline"));
	let i = typeof n == "string" && at[n] || "failed";
	return new P(i, n !== "unknown_command" && i !== "failed" && typeof r == "string" && r || t(i));
}
function st(e, t) {
	let n = ot[e] ?? "failed";
	return new P(n, t(n));
}
// shared/data/home_assistant/known_homes.ts
var J = "camvault.homes", ct = class {
	#e;
	#t;
	#n = [];
	constructor(e) {
		this.storage = e;
	}
	get told() {
		return this.#e;
	}
	tell(e) {
		this.#e = e, this.#t = void 0;
		for (let { resolve: t } of this.#n.splice(0)) t(e);
		this.#i(e);
	}
	fail(e) {
		if (!this.#e) {
			this.#t = e;
			for (let { reject: t } of this.#n.splice(0)) t(e);
		}
	}
	all() {
		return this.#e ? Promise.resolve(this.#e) : this.#t === void 0 ? new Promise((e, t) => this.#n.push({
			resolve: e,
			reject: t
		})) : Promise.reject(this.#t);
	}
	async askable() {
		let e = this.#e ? void 0 : this.#r();
		if (e) return e;
		let t = await this.all(), n = t.filter((e) => e.available);
		return n.length > 0 ? n : t;
	}
	async still(e) {
		let t = (e) => e.map(({ id: e, features: t }) => `${e} ${t}`).join();
		return await this.all().catch(() => void 0), t(e) === t(await this.askable());
	}
	#r() {
		try {
			let e = JSON.parse(this.storage?.getItem(J) ?? "null");
			return Array.isArray(e) && e.length > 0 && e.every(lt) ? e : void 0;
		} catch {
			return;
		}
	}
	#i(e) {
		try {
			let t = e.filter((e) => e.available).map(({ id: e, features: t }) => ({
				id: e,
				features: t
			}));
			this.storage?.setItem(J, JSON.stringify(t));
		} catch {}
	}
};
function lt(e) {
	let { id: t, features: n } = e ?? {};
	return typeof t == "string" && Array.isArray(n) && n.every((e) => typeof e == "string");
}
// shared/data/home_assistant/live.ts
var ut = 1e3, dt = 15e3, ft = class {
	#e;
	constructor(e, t) {
		this.hass = e, this.hears = t;
	}
	start() {
		if (this.#e) return;
		let { connection: e } = this.hass(), t = this.#t(), n = () => {
			t(), this.hears.connected(!0), t = this.#t();
		}, r = () => this.hears.connected(!1);
		e.addEventListener("ready", n), e.addEventListener("disconnected", r), this.#e = () => {
			e.removeEventListener("ready", n), e.removeEventListener("disconnected", r), t();
		};
	}
	stop() {
		this.#e?.(), this.#e = void 0;
	}
	#t() {
		let e = {
			over: !1,
			timer: void 0
		}, t, n = async (r) => {
			try {
				t = await this.#n(() => e.over), e.over && await t();
			} catch (t) {
				if (e.over) return;
				this.hears.failed(t), e.timer = setTimeout(() => void n(Math.min(r * 2, dt)), r);
			}
		};
		return n(ut), () => {
			e.over = !0, clearTimeout(e.timer), t?.().catch(() => void 0);
		};
	}
	#n(e) {
		return this.hass().connection.subscribeMessage((t) => {
			e() || this.hears.message(t);
		}, { type: "camvault/subscribe" }, { resubscribe: !1 });
	}
}, pt = {
	playback: "playback",
	small: "playback?rendition=small",
	original: "content"
};
function Y(e, t) {
	return `/api/camvault/${encodeURIComponent(e.home)}/captures/${encodeURIComponent(e.id)}/${t}`;
}
function mt(e, t) {
	return Y(e, pt[t]);
}
var ht = class {
	constructor(e, t) {
		this.hass = e, this.say = t;
	}
	thumbnail(e, t, n) {
		let r = Y(e, t === 640 ? "thumbnail?width=640" : "thumbnail");
		return this.#e(r, [404, 503], n);
	}
	sprite(e) {
		return this.#e(Y(e, "sprite"), [404]);
	}
	async #e(e, t, n) {
		try {
			let r = await this.hass().fetchWithAuth(e, n ? { signal: n } : {});
			if (r.ok) return await r.blob();
			if (t.includes(r.status)) return null;
			throw st(r.status, this.say);
		} catch (e) {
			throw n?.aborted ? e : q(e, this.say);
		}
	}
};
// shared/data/home_assistant/positions.ts
function X(e) {
	return {
		at: Date.parse(e.started_at),
		home: e.home,
		id: e.id
	};
}
function gt(e, t) {
	return e.at - t.at || Z(e.home, t.home) || Z(e.id, t.id);
}
function _t(e, { at: t, home: n, id: r }) {
	return JSON.stringify([
		e,
		t,
		n,
		r
	]);
}
function vt(e) {
	try {
		let [t, n, r, i] = JSON.parse(e);
		if (Number.isFinite(n) && (t === "older" || t === "newer")) return {
			direction: t,
			position: {
				at: n,
				home: r,
				id: i
			}
		};
	} catch {}
	throw new P("invalid", `No cursor: ${e.slice(0, 40)}`);
}
function yt(e, t, n, r) {
	let i = t === "older" ? -1 : 1, a = (e, t) => i * gt(e, t), o = e.map(bt), s = o.flatMap(({ items: e }) => e).map((e) => ({
		event: e,
		position: X(e)
	})).filter(({ position: e }) => !r || a(e, r) > 0).sort((e, t) => a(e.position, t.position)), c = xt(o, i), l = s.filter(({ position: e }) => i * (e.at - c) <= 0).slice(0, n), u = l.length < s.length || o.some(({ full: e }) => e);
	return {
		items: l.map(({ event: e }) => e),
		more: u
	};
}
function bt({ items: e, full: t }) {
	let n = e.at(-1);
	if (!t || !n) return {
		items: e,
		full: t
	};
	let r = e.filter((e) => e.started_at !== n.started_at);
	return {
		items: r.length > 0 ? r : e,
		full: t
	};
}
function xt(e, t) {
	let n = e.flatMap(({ items: e, full: t }) => {
		let n = e.at(-1);
		return t && n ? [Date.parse(n.started_at)] : [];
	});
	return n.length === 0 ? t * Infinity : t * Math.min(...n.map((e) => t * e));
}
function Z(e, t) {
	return e < t ? -1 : +(e > t);
}
// shared/data/home_assistant/pages.ts
var St = 50, Ct = 500, wt = 5, Tt = class {
	constructor(e, t) {
		this.ask = e, this.homes = t;
	}
	async page(e) {
		let { around: t, cursor: n, order: r = "desc", limit: i = St, ...a } = e;
		if (t !== void 0) return this.#e(a, Date.parse(t), r, i);
		let o = r === "desc" ? "older" : "newer", s = n === void 0 ? void 0 : vt(n), c = s?.direction ?? o, l = await this.#t({
			filter: a,
			direction: c,
			limit: i,
			from: s?.position
		}), u = c === o ? [[], l.items] : [l.items, []];
		return $(u[0] ?? [], u[1] ?? [], o, {
			back: c === o ? s !== void 0 : l.more,
			on: c !== o || l.more,
			understood: l.understood,
			at: s?.position
		});
	}
	async #e(e, t, n, r) {
		let i = {
			at: t,
			home: "",
			id: ""
		}, a = Math.ceil(r / 2), [o, s] = await Promise.all([this.#t({
			filter: e,
			direction: "newer",
			limit: a,
			from: i
		}), this.#t({
			filter: e,
			direction: "older",
			limit: a,
			from: i
		})]), [c, l] = n === "desc" ? [o, s] : [s, o], u = {
			back: c.more,
			on: l.more,
			understood: l.understood,
			at: i
		};
		return $(c.items, l.items, n === "desc" ? "older" : "newer", u);
	}
	async #t(e) {
		let t = z(await this.homes(), e.filter), n = await Promise.allSettled(t.map((t) => this.#n(t, e))), r = n.flatMap((e) => e.status === "fulfilled" ? [e.value] : []), i = n.find((e) => e.status === "rejected");
		if (i && r.length === 0) throw i.reason;
		let a = r.find((e) => e.understood)?.understood ?? null;
		return {
			...yt(r, e.direction, e.limit, e.from),
			understood: a
		};
	}
	async #n(e, t) {
		let n = Et(e, t);
		if (!n) return {
			items: [],
			full: !1,
			understood: null
		};
		let r = e.features.includes("seen"), [i, a] = await Promise.all([this.ask(n), r && !t.filter.unseen ? this.ask({
			...n,
			unseen: !0
		}) : null]), o = new Set(a?.items.map(({ id: e }) => e)), s = i.items.map((t) => V(e.id, t));
		if (r) for (let e of s) e.unseen = t.filter.unseen || o.has(e.id);
		return {
			items: s,
			full: i.next !== null,
			understood: i.understood ?? null
		};
	}
};
function Et(e, { filter: t, direction: n, limit: r, from: i }) {
	let a = { ...t };
	i && n === "older" && (a.before = Q(t.before, i.at + 1)), i && n === "newer" && (a.after = Dt(t.after, i.at));
	let o = {
		type: "camvault/events",
		...B(e.id, a),
		limit: Math.min(r + wt, Ct)
	};
	return n === "older" ? o : e.features.includes("timeline") ? {
		...o,
		order: "asc"
	} : void 0;
}
function Q(e, t) {
	return new Date(e === void 0 ? t : Math.min(Date.parse(e), t)).toISOString();
}
function Dt(e, t) {
	return new Date(e === void 0 ? t : Math.max(Date.parse(e), t)).toISOString();
}
function $(e, t, n, r) {
	let i = [...e.toReversed(), ...t], a = n === "older" ? "newer" : "older", o = (e, t) => {
		let n = t ? X(t) : r.at;
		return n ? _t(e, n) : null;
	};
	return {
		items: i,
		next: r.on ? o(n, i.at(-1)) : null,
		prev: r.back ? o(a, i[0]) : null,
		understood: r.understood
	};
}
// shared/data/home_assistant/source.ts
var Ot = class {
	#e = /* @__PURE__ */ new Set();
	#t;
	#n;
	#r;
	#i;
	#a;
	constructor(e, t, n) {
		this.hass = e, this.say = t;
		let r = (e) => this.#s(e);
		this.#t = new ct(n);
		let i = () => this.#t.askable();
		this.#r = new Tt(r, i), this.actions = new Qe(r, i, (e) => this.#r.page(e)), this.#i = new nt(r), this.#a = new ht(e, t), this.#n = new ft(e, {
			message: (e) => this.#l(e),
			connected: (e) => this.#c(e),
			failed: (e) => this.#t.fail(q(e, t))
		});
	}
	subscribe(e) {
		let t = (t) => e(t);
		this.#e.add(t), this.#n.start();
		let n = this.#t.told;
		return n && t({
			type: "homes",
			homes: n
		}), () => {
			this.#e.delete(t), this.#e.size === 0 && this.#n.stop();
		};
	}
	async events(e) {
		let t = await this.#t.askable(), n = await this.#r.page(e);
		return await this.#t.still(t) ? n : this.#r.page(e);
	}
	async density({ by: e, ...t }) {
		let n = z(await this.#t.askable(), t).filter((e) => e.features.includes("timeline")), r = await Promise.allSettled(n.map((n) => this.#o(n, e, t))), i = r.find((e) => e.status === "rejected");
		if (i && r.every((e) => e.status === "rejected")) throw i.reason;
		return rt(r.flatMap((e) => e.status === "fulfilled" ? [e.value] : []));
	}
	async open(e) {
		let t = {
			type: "camvault/event",
			entry_id: e.home,
			event_id: e.id
		}, { event: n, captures: r, captures_next: i, also: a } = await this.#s(t);
		return {
			event: V(e.home, n),
			captures: r.map((t) => H(e.home, t)),
			more: i !== null,
			also: a.map((t) => V(e.home, t))
		};
	}
	picture(e, t, n) {
		return this.#a.thumbnail(e, t, n);
	}
	async sprite(e) {
		return (await this.#t.askable()).find(({ id: t }) => t === e.home)?.features.includes("sprite") ? this.#a.sprite(e) : null;
	}
	address(e, t) {
		return this.#i.of(mt(e, t));
	}
	download(e) {
		return this.#i.of(Y(e, "download"));
	}
	#o(e, t, n) {
		let { protected: r, unarchived: i, clips: a, text: o, ...s } = n, c = {
			...B(e.id, s),
			by: t
		};
		return this.#s({
			type: "camvault/density",
			...c
		}).then(({ items: e }) => e);
	}
	async #s(e) {
		try {
			return await this.hass().callWS(e);
		} catch (e) {
			throw q(e, this.say);
		}
	}
	#c(e) {
		e && this.#i.forget(), this.#p({
			type: "connected",
			connected: e
		});
	}
	#l(e) {
		e.type === "state" ? this.#f(e.gateways.map(U)) : e.type === "gateway" ? this.#d(e.entry_id, () => U(e.gateway)) : this.#p(this.#u(e));
	}
	#u(e) {
		let t = e.entry_id;
		switch (e.type) {
			case "event": return {
				type: "event",
				event: V(t, e.event)
			};
			case "event_removed": return {
				type: "event_removed",
				event: {
					home: t,
					id: e.id
				}
			};
			case "capture": return {
				type: "capture",
				capture: H(t, e.capture)
			};
			case "seen": return this.#d(t, (t) => t && {
				...t,
				unseen: e.unseen
			}), {
				type: "seen",
				home: t,
				unseen: e.unseen
			};
		}
	}
	#d(e, t) {
		let n = this.#t.told ?? [], r = t(n.find((t) => t.id === e));
		if (!r) return;
		let i = n.some((t) => t.id === e);
		this.#f(i ? n.map((t) => t.id === e ? r : t) : [...n, r]);
	}
	#f(e) {
		this.#t.tell(e), this.#p({
			type: "homes",
			homes: e
		});
	}
	#p(e) {
		for (let t of [...this.#e]) t(e);
	}
};
export { O as $, he as A, m as B, ce as C, fe as D, de as E, Se as F, y as G, g as H, Ce as I, S as J, b as K, d as L, _e as M, ve as N, pe as O, be as P, E as Q, f as R, se as S, ue as T, _ as U, h as V, v as W, w as X, C as Y, T as Z, ne as _, Be as _t, He as a, De as at, ae as b, n as c, je as ct, o as d, Pe as dt, k as et, s as f, Fe as ft, te as g, j as gt, ee as h, ze as ht, Ve as i, Ee as it, ge as j, me as k, r as l, Me as lt, u as m, Le as mt, Ke as n, we as nt, Ue as o, Oe as ot, l as p, Ie as pt, x as q, P as r, Te as rt, t as s, Ae as st, Ot as t, A as tt, i as u, Ne as ut, re as v, le as w, oe as x, ie as y, p as z };
