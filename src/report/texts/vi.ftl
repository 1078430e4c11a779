# Texts in Vietnamese. Numbers arrive formatted; en.ftl has the same keys and placeholders.

## Origin of the data
synthetic-banner = Số liệu mô phỏng — không phải số liệu thật của xã
synthetic-loud = SỐ LIỆU MÔ PHỎNG — KHÔNG PHẢI SỐ LIỆU THẬT CỦA XÃ
synthetic-loud-detail = Số hộ nghèo của từng xã được tạo ra để chạy thử; không trích dẫn như số liệu thật.
synthetic-suffix = (số liệu mô phỏng)

## Verdicts
verdict-out-of-reach = ngoài tầm với
verdict-very-unlikely = rất khó đạt
verdict-unlikely = khó đạt
verdict-open = chưa ngã ngũ
verdict-likely = có khả năng đạt
verdict-very-likely = rất có khả năng đạt

## Target sets that the shipped scenario names
set-seed = định hướng năm 2020
set-adopted = chương trình đã ban hành
set-plan = kế hoạch

## Terminal
terminal-reference = { $scenario }. Phương án: { $alternative }.
terminal-out-of-reach = { $set } · { $cohort } { $band } điểm/năm: ngoài tầm với. Từ { $start } chỉ có thể giảm nhiều nhất bình quân { $largest } điểm/năm trong { $first }–{ $last }, bất kể bao nhiêu tiền; { $alive }.
terminal-alive = năm cuối còn có thể: { $year } ({ $falls } lần giảm { $floor })
terminal-not-alive = không giảm nổi { $floor } điểm dù chỉ một năm
terminal-possible = { $set } · { $cohort } { $band } điểm/năm: { $verdict }. Xác suất đạt { $floor } điểm/năm là { $p } % (khoảng tin cậy 95 %: { $low }–{ $high } %{ $worth }){ $top }; dự kiến giảm bình quân { $fall } điểm/năm (90 % số lần mô phỏng: { $fall-low } đến { $fall-high }).
terminal-top = , đạt { $top } là { $p } %
terminal-top-impossible = , mức { $top } ngoài tầm với
terminal-joint-out-of-reach = { $set } · cả bộ mục tiêu: ngoài tầm với, vì ít nhất một mục tiêu trong bộ ngoài tầm với.
terminal-joint-possible = { $set } · cả bộ mục tiêu: { $verdict }. Xác suất đạt mọi mức sàn là { $p } % (khoảng tin cậy 95 %: { $low }–{ $high } %).
terminal-all-targets = mọi mục tiêu
terminal-column-target = Mục tiêu
terminal-interval = { $p } % ({ $low }–{ $high })
terminal-worth = ; đã lấy kỳ vọng theo hộ, chính xác ngang { $replicates } lần mô phỏng
terminal-worth-line = ngang { $replicates } lần
terminal-table-note-integrated = Từng mục tiêu: lấy kỳ vọng theo hộ trên { $replicates } bối cảnh rải đều; “ngang … lần” là số lần mô phỏng có cùng sai số chuẩn. Cả bộ mục tiêu vẫn tính bằng mô phỏng, nên do ngẫu nhiên có thể cao hơn một mục tiêu trong bộ.
terminal-table-note = Mục tiêu: điểm phần trăm/năm. Xác suất đạt mức sàn và khoảng tin cậy 95 %, qua { $replicates } lần mô phỏng, hạt giống { $seed }.
terminal-parameters = Tham số: phân phối hậu nghiệm từ { $folder } ({ $draws } mẫu, { $fitted }; chuẩn { $standard }).
terminal-fitted-forms = hiệu chỉnh theo biểu mẫu chính thức
terminal-fitted-margins = hiệu chỉnh theo số liệu tổng hợp đã công bố
terminal-fitted-prior = lấy mẫu từ phân phối tiên nghiệm, chưa khớp với số liệu nào

## Charts
chart-fan-title = Tỷ lệ hộ nghèo { $first }–{ $last }: { $cohort }
chart-fan-subtitle = Tỷ lệ hộ nghèo cuối năm, % số hộ, chuẩn { $standard }; { $replicates } lần mô phỏng mỗi phương án
chart-fan-band90 = 90 % số lần
chart-fan-band50 = 50 % số lần
chart-fan-median = trung vị
chart-fan-baseline = đầu kỳ { $year }: { $rate }
chart-fan-target = mục tiêu { $set }: giảm { $band } điểm/năm
chart-fan-target-impossible = mục tiêu { $set }: giảm { $band } điểm/năm (ngoài tầm với)
chart-heat-title = Tỷ lệ hộ nghèo dự kiến theo xã cuối năm { $year }
chart-heat-subtitle = { $alternative }; kỳ vọng qua { $replicates } lần mô phỏng, % số hộ; { $communes }
chart-heat-all = { $count } xã, phường, thị trấn
chart-heat-some = { $shown } trong { $all } xã, phường, thị trấn: những nơi có nhiều hộ nghèo nhất đầu kỳ (đầy đủ: communes.csv)
chart-heat-legend = % số hộ là hộ nghèo
chart-heat-communes = { $count } đơn vị
chart-heat-under = dưới { $to }
chart-heat-between = { $from }–{ $to }
chart-heat-over = từ { $from }
chart-money-title = Tiền đi đâu: phân bổ theo dự án, { $first }–{ $last }
chart-money-subtitle = Triệu đồng, cộng mọi nguồn vốn và mọi năm
chart-money-total = cộng { $total } triệu đồng
chart-money-unallocated = Chưa phân bổ
chart-binds-title = Điều gì cản trở: mức giảm nghèo thay đổi ra sao khi gỡ từng trở ngại
chart-binds-subtitle = { $alternative }: chênh lệch của mức giảm bình quân, điểm phần trăm/năm; vạch: ±1,96 sai số chuẩn; { $replicates } lần mô phỏng
chart-binds-panel = { $cohort }: theo kế hoạch giảm bình quân { $fall } điểm/năm
chart-binds-target = mục tiêu { $set } { $band }

## Calibration charts
chart-prior-title = Số liệu cho biết thêm gì: tham số trước và sau hiệu chỉnh
chart-prior-subtitle = Mật độ của từng tham số; dưới tên là trung vị và khoảng 90 % sau hiệu chỉnh; xác suất chuyển tính bằng %/năm; { $draws } mẫu
chart-prior-before = trước (tiên nghiệm)
chart-prior-after = sau (hậu nghiệm)
chart-prior-interval = { $median } ({ $low }–{ $high })
chart-observed-title = Tỷ lệ hộ nghèo quan sát và dự báo, { $first }–{ $last }
chart-observed-subtitle = Tỷ lệ hộ nghèo cuối năm, % số hộ; { $draws } mẫu
chart-observed-band = { $level } số mẫu
chart-observed-median = trung vị
chart-observed-fitted = quan sát, có dùng
chart-observed-held-out = quan sát, không dùng
chart-coverage-title = Khoảng dự báo chứa giá trị quan sát thường xuyên đến đâu
chart-coverage-subtitle = Trên đường chéo là khoảng đúng; dưới đường chéo là quá hẹp, trên đường chéo là quá rộng; ít quan sát thì có thể lệch do ngẫu nhiên
chart-coverage-nominal = Mức của khoảng dự báo
chart-coverage-observed = Tỷ lệ quan sát nằm trong khoảng
chart-coverage-group = { $group } ({ $count } quan sát)
chart-coverage-exact = đúng như mức đã nêu
chart-effects-title = Khác biệt riêng của từng xã: { $class }
chart-effects-subtitle = Hệ số nhân xác suất chuyển mỗi năm của { $communes } xã, phường, thị trấn, xếp thứ tự; chấm: trung vị; vạch: khoảng 90 %; ghi tên { $named } nơi thấp nhất và cao nhất
chart-effects-subtitle-all = Hệ số nhân xác suất chuyển mỗi năm của { $communes } xã, phường, thị trấn, xếp thứ tự; chấm: trung vị; vạch: khoảng 90 %
chart-effects-above = cả khoảng trên 1
chart-effects-below = cả khoảng dưới 1
chart-effects-open = khoảng chứa 1
chart-ranks-title = Các chuỗi có thống nhất không? Hạng của mẫu theo từng chuỗi
chart-ranks-subtitle = Các tham số có R-hat lớn nhất; cột đều nhau nghĩa là chuỗi đi qua mọi hạng như nhau; nét đứt: phần bằng nhau; { $draws } mẫu
chart-ranks-chain = chuỗi { $chain }
chart-ranks-parameter = { $name } · R-hat { $r-hat }

## Parameters
parameter-exit-income-poor = Thoát nghèo do thu nhập
parameter-exit-income-near-poor = Thoát cận nghèo do thu nhập
parameter-exit-deprivation-poor = Từ hộ nghèo thành cận nghèo
parameter-relapse-near-poor = Tái nghèo từ hộ cận nghèo
parameter-relapse-escaped = Tái nghèo của hộ mới thoát nghèo
parameter-slip-escaped = Hộ mới thoát nghèo thành cận nghèo
parameter-slip-secure = Hộ ngoài danh sách thành cận nghèo
parameter-arise-near-poor = Phát sinh nghèo từ hộ cận nghèo
parameter-arise-secure = Phát sinh nghèo từ hộ ngoài danh sách
parameter-in-area = { $parameter } · { $area }
parameter-other-areas = các xã còn lại
parameter-class-exit-income = thoát nghèo do thu nhập
parameter-class-exit-deprivation = từ nghèo thành cận nghèo
parameter-class-relapse = tái nghèo
parameter-class-slip = rơi vào cận nghèo
parameter-class-arise = phát sinh nghèo
parameter-commune-spread = Chênh lệch giữa các xã · { $class }
parameter-effect = { $instrument } · { $class }
parameter-year-spread-exits = Năm tốt, năm xấu riêng của xã · thoát
parameter-year-spread-falls = Năm tốt, năm xấu riêng của xã · rơi vào
level-province = toàn tỉnh
level-cohort = nhóm xã
level-district = huyện
level-commune = xã

## Transition shares from stocks
stocks-title = Tỷ lệ chuyển dịch mỗi năm suy từ số cuối kỳ { $first }–{ $last }: { $states } trạng thái, { $transitions } lần chuyển, năm nào cũng như nhau
stocks-no-return = Không trạng thái nào trở lại trạng thái trước nó.
stocks-constrained = Tỷ lệ phù hợp nhất: không âm, mỗi dòng cộng đủ 100 %. Tổng bình phương sai số của tỷ trọng: { $sum }.
stocks-unconstrained = Nếu bỏ ràng buộc đó, bình phương nhỏ nhất cho (tổng bình phương sai số { $sum }):
stocks-outside = Kết quả này ra ngoài miền tỷ lệ: { $count } trong { $all } ô âm hoặc vượt 100 %: { $entries }. Chỉ có số cuối kỳ thì không biết hộ nào chuyển đi đâu; tỷ lệ phù hợp nhất có được là nhờ ràng buộc.
stocks-inside = Kết quả này cũng là tỷ lệ hợp lệ.
stocks-undetermined = Nếu bỏ ràng buộc đó thì không có lời giải duy nhất: số năm quá ít hoặc các năm quá giống nhau; các tỷ lệ khác có thể phù hợp không kém các tỷ lệ trên.
stocks-from = Từ \ đến
stocks-entry = { $from } → { $to } { $share }

## Switches
terminal-why = Cản trở lớn nhất: nếu “{ $obstacle }” thì giảm thêm { $gain } điểm/năm. Tiền hoàn hảo thêm { $money } và đưa xác suất lên { $p } %.
switch-as-planned = Như kế hoạch
switch-no-money = Không có tiền của chương trình
switch-no-relapse = Không hộ nào tái nghèo
switch-no-ceiling = Không giới hạn độ bao phủ
switch-money-in-january = Tiền về đủ từ tháng 1
switch-labour-for-all = Hộ nào cũng có lao động
switch-perfect-money = Tiền hoàn hảo: tháng 1, giải ngân hết, bao phủ hết

## Official form (TT 07/2021)
form-title-poor = Tổng hợp diễn biến hộ nghèo năm { $year }
form-title-near-poor = Tổng hợp diễn biến hộ cận nghèo năm { $year }
form-note = Giá trị kỳ vọng qua { $replicates } lần mô phỏng của phương án “{ $alternative }” (số lẻ là bình thường). Dòng Nhân khẩu = số hộ × { $persons } người/hộ.
form-sheet-poor = { $year } hộ nghèo
form-sheet-near-poor = { $year } hộ cận nghèo
form-number = TT
form-place = Địa bàn
form-unit = Đơn vị
form-households = Hộ
form-persons = Nhân khẩu
form-province = Toàn tỉnh
form-poor-1 = Số hộ nghèo đầu kỳ
form-poor-left = Thoát nghèo
form-poor-2 = Trở thành hộ cận nghèo
form-poor-3 = Vượt chuẩn cận nghèo
form-poor-5 = Hộ cận nghèo trở thành hộ nghèo
form-poor-6 = Tái nghèo
form-poor-9 = Số hộ nghèo cuối kỳ
form-near-poor-1 = Số hộ cận nghèo đầu kỳ
form-near-poor-left = Thoát cận nghèo
form-near-poor-2 = Trở thành hộ nghèo
form-near-poor-3 = Vượt chuẩn cận nghèo
form-near-poor-5 = Hộ nghèo trở thành hộ cận nghèo
form-near-poor-6 = Tái cận nghèo
form-near-poor-9 = Số hộ cận nghèo cuối kỳ
form-other-decrease = Số hộ khác giảm
form-added = Bổ sung
form-newly-arisen = Phát sinh mới
form-other-increase = Số hộ khác tăng

## Columns of the data files
column-alternative = Phương án (mã trong kịch bản)
column-target = Mục tiêu: bộ/nhóm xã; bộ/all là mọi mục tiêu của bộ cùng đạt
column-cohort = Nhóm xã cố định mà mục tiêu nói tới; trống = mọi mục tiêu của bộ
column-standard = Chuẩn nghèo: qd59 = QĐ 59/2015/QĐ-TTg, nd07 = NĐ 07/2021/NĐ-CP
column-start-rate-percent = Tỷ lệ hộ nghèo đầu kỳ
column-largest-possible-points-per-year = Mức giảm bình quân lớn nhất có thể về số học
column-arithmetic = Số học: possible = có thể, out_of_reach = ngoài tầm với
column-p-floor = Xác suất đạt mức sàn
column-p-floor-low = Cận dưới khoảng tin cậy 95 % của xác suất đạt mức sàn (Wilson; Student t nếu là integrated)
column-p-floor-high = Cận trên khoảng tin cậy 95 % của xác suất đạt mức sàn (Wilson; Student t nếu là integrated)
column-p-top = Xác suất đạt mức trên
column-p-top-low = Cận dưới khoảng tin cậy 95 % của xác suất đạt mức trên (Wilson; Student t nếu là integrated)
column-p-top-high = Cận trên khoảng tin cậy 95 % của xác suất đạt mức trên (Wilson; Student t nếu là integrated)
column-verdict = Kết luận theo xác suất đạt mức sàn; out_of_reach do số học
column-replicates = Số lần mô phỏng
column-estimator = Cách ước lượng xác suất: simulated = tỷ lệ số lần mô phỏng, integrated = trung bình xác suất khi đã lấy kỳ vọng theo hộ
column-p-floor-standard-error = Sai số chuẩn Monte Carlo của xác suất đạt mức sàn
column-p-floor-equivalent-replicates = Số lần mô phỏng có cùng sai số chuẩn của xác suất đạt mức sàn; trống = không biến thiên
column-p-top-standard-error = Sai số chuẩn Monte Carlo của xác suất đạt mức trên
column-p-top-equivalent-replicates = Số lần mô phỏng có cùng sai số chuẩn của xác suất đạt mức trên; trống = không biến thiên
column-year = Năm (rà soát tháng 12)
column-quantity = Đại lượng
column-unit = Đơn vị của dòng
column-mean = Trung bình qua các lần mô phỏng
column-sd = Độ lệch chuẩn qua các lần mô phỏng
column-p05 = Phân vị 5 %
column-p25 = Phân vị 25 %
column-p50 = Trung vị
column-p75 = Phân vị 75 %
column-p95 = Phân vị 95 %
column-mc-se = Sai số chuẩn Monte Carlo của trung bình
column-origin = Nguồn gốc số liệu: official = chính thức, assumption = giả định, synthetic = số liệu mô phỏng
column-commune-code = Mã xã (5 chữ số)
column-commune-name = Tên xã, phường, thị trấn
column-district-code = Mã huyện
column-district-name = Tên huyện
column-households-mean = Tổng số hộ, trung bình
column-poor-households-mean = Số hộ nghèo, trung bình
column-poor-households-sd = Số hộ nghèo, độ lệch chuẩn
column-poor-households-p05 = Số hộ nghèo, phân vị 5 %
column-poor-households-p50 = Số hộ nghèo, trung vị
column-poor-households-p95 = Số hộ nghèo, phân vị 95 %
column-poor-rate-percent-mean = Tỷ lệ hộ nghèo, trung bình
column-near-poor-households-mean = Số hộ cận nghèo, trung bình
column-readiness-points-mean = Điểm tăng thêm về mức sẵn sàng ra khỏi danh sách xã ĐBKK, trung bình
column-level = Cấp: district = huyện, commune = xã
column-place-code = Mã xã hoặc mã huyện
column-place-name = Tên xã hoặc huyện
column-source = Nguồn vốn
column-component = Dự án, tiểu dự án; trống = chưa phân bổ
column-amount-dong = Số tiền, đồng, nguyên
column-amount-million-vnd = Số tiền, triệu đồng, chính xác
column-switch = Trở ngại được gỡ bỏ; as_planned = như kế hoạch
column-mean-fall-points-per-year = Mức giảm bình quân đạt được
column-difference-points-per-year = Chênh lệch so với kế hoạch, cùng số ngẫu nhiên
column-difference-se = Sai số chuẩn Monte Carlo của chênh lệch
column-uncertainty = Nguồn bất định: parameters = tham số, delivery = giải ngân, environment = môi trường, households = hộ, interactions = tương tác
column-variance-share = Phần phương sai của tỷ lệ hộ nghèo năm cuối do riêng nguồn này
column-standard-error = Sai số chuẩn Monte Carlo
column-form = Biểu: poor = hộ nghèo, near_poor = hộ cận nghèo
column-households = Tổng số hộ của xã cuối năm, kỳ vọng
column-c1 = Cột 1: số hộ đầu kỳ
column-c2 = Cột 2: chuyển sang danh sách kia
column-c3 = Cột 3: vượt chuẩn cận nghèo
column-c4 = Cột 4: khác giảm
column-c5 = Cột 5: từ danh sách kia chuyển sang
column-c6 = Cột 6: tái nghèo, tái cận nghèo
column-c7 = Cột 7: phát sinh mới
column-c8 = Cột 8: khác tăng
column-c9 = Cột 9: số hộ cuối kỳ = 1−2−3−4+5+6+7+8
column-spent-million-vnd = Kinh phí đã chi, triệu đồng
column-left-million-vnd = Kinh phí còn lại, triệu đồng
column-planned-participations = Lượt hộ dự kiến
column-lasting-escapes-added-mean = Hộ thoát nghèo bền vững tăng thêm nhờ chương trình, trung bình
column-lasting-escapes-added-low = Hộ thoát nghèo bền vững tăng thêm, cận dưới khoảng 95 %
column-lasting-escapes-added-high = Hộ thoát nghèo bền vững tăng thêm, cận trên khoảng 95 %
column-million-vnd-per-lasting-escape = Triệu đồng mỗi hộ thoát nghèo bền vững
column-million-vnd-per-added-lasting-escape = Triệu đồng mỗi hộ thoát nghèo bền vững tăng thêm
column-million-vnd-per-added-lasting-escape-low = Triệu đồng mỗi hộ tăng thêm, cận dưới khoảng 95 %
column-million-vnd-per-added-lasting-escape-high = Triệu đồng mỗi hộ tăng thêm, cận trên khoảng 95 %
column-frontier = Đường hiệu quả: frontier = nằm trên đường, dominated = kém hơn một phương án, dominated_by_mix = kém hơn một phối hợp
column-dominated-by = Kém hơn phương án nào
column-incremental-million-vnd-per-lasting-escape = Triệu đồng mỗi hộ tăng thêm so với phương án liền trước trên đường hiệu quả
column-measure = Tiêu chí
column-against = So với phương án
column-difference-mean = Chênh lệch trung bình trên cùng lần lặp
column-low-95 = Cận dưới khoảng 95 %
column-high-95 = Cận trên khoảng 95 %
column-p-better = Tỷ lệ lần lặp mà phương án tốt hơn
column-p-better-low = Tỷ lệ tốt hơn, cận dưới khoảng 95 %
column-p-better-high = Tỷ lệ tốt hơn, cận trên khoảng 95 %
column-p-worse = Tỷ lệ lần lặp mà phương án kém hơn
column-variance-cut-by-common-numbers = Số lần lặp phải nhiều gấp mấy nếu không dùng chung số ngẫu nhiên
column-worst-replicate = Lần lặp xấu nhất
column-p-best = Xác suất là phương án tốt nhất
column-regret-mean = Tiếc nuối trung bình
column-regret-standard-error = Tiếc nuối, sai số chuẩn Monte Carlo
column-regret-largest = Tiếc nuối lớn nhất
column-rule = Quy tắc quyết định
column-decides = Quy tắc có phân biệt được không: 1 = có, 0 = không
column-score = Điểm theo quy tắc
column-chosen = Được chọn: 1 = có, 0 = không
column-replicate = Lần lặp

## Calibration and back-test
calibration-trust = { $draws } mẫu; R-hat lớn nhất { $rhat } (trên mọi tọa độ { $rhat_all }), số mẫu hữu hiệu nhỏ nhất { $bulk } ở giữa, { $tails } ở đuôi, phân kỳ { $divergences }
calibration-told = Do số liệu quyết định: { $data }, cả hai: { $mixed }, do tiên nghiệm: { $prior } (parameters.csv)
backtest-beats = { $level }: { $count } dự báo tỷ lệ hộ nghèo; sai số trung bình { $mae } điểm, CRPS { $crps }, lệch { $bias }; khoảng 50, 80, 95% chứa { $c50 }, { $c80 }, { $c95 }% số quan sát. Tốt hơn quy tắc đơn giản tốt nhất { $skill }% (giữ nguyên tỷ lệ: { $rate }; giữ nguyên mức giảm: { $fall }).
backtest-loses = { $level }: { $count } dự báo tỷ lệ hộ nghèo; sai số trung bình { $mae } điểm, CRPS { $crps }, lệch { $bias }; khoảng 50, 80, 95% chứa { $c50 }, { $c80 }, { $c95 }% số quan sát. KÉM hơn quy tắc đơn giản tốt nhất { $skill }% (giữ nguyên tỷ lệ: { $rate }; giữ nguyên mức giảm: { $fall }).

## Comparison
comparison-title = { $scenario }: so sánh { $count } phương án với “{ $reference }” trên cùng { $replicates } lần lặp
comparison-chances = Xác suất đạt mức sàn của từng mục tiêu
comparison-alternative = Phương án
comparison-differences = Chênh lệch so với “{ $reference }”: trung bình, khoảng 95 %, và tỷ lệ lần lặp mà phương án tốt hơn
comparison-difference = { $mean } ({ $low } đến { $high }); tốt hơn trong { $better } %
comparison-never-differs = không khác trong lần lặp nào
comparison-variance-cut = Dùng chung số ngẫu nhiên: nếu không, để có khoảng hẹp như vậy phải lặp nhiều gấp { $least } đến { $most } lần.
comparison-money = Kinh phí và số hộ thoát nghèo bền vững { $years } năm (thoát trong { $first }–{ $last })
comparison-spent = Chi, tỷ đồng
comparison-left = Còn lại
comparison-participations = Lượt hộ dự kiến
comparison-lasting = Hộ thoát nghèo bền vững
comparison-added = trong đó nhờ chương trình
comparison-per-added = Triệu đồng mỗi hộ tăng thêm
comparison-not-distinguishable = chưa phân biệt được với 0
comparison-frontier-heading = Chi phí và thoát nghèo bền vững
comparison-frontier = { $alternative }: nằm trên đường hiệu quả
comparison-dominated = { $alternative }: kém hơn { $by } (chi không nhiều hơn, kết quả không kém hơn)
comparison-dominated-by-mix = { $alternative }: kém hơn một phối hợp của { $by }
comparison-rules = Mỗi quy tắc quyết định chọn phương án nào
comparison-rule-target-chance = xác suất cao nhất đạt { $target }
comparison-rule-most-lasting = nhiều hộ thoát nghèo bền vững nhất
comparison-rule-smallest-regret = tiếc nuối lớn nhất là nhỏ nhất (hộ thoát nghèo bền vững)
comparison-rule-maximin = trường hợp xấu nhất là tốt nhất (hộ thoát nghèo bền vững)
comparison-rule-none = không phân biệt được
comparison-agree = Các quy tắc có phân biệt đều chọn: { $alternative }.
comparison-disagree = Các quy tắc không thống nhất: phương án nào tốt nhất tùy theo quy tắc.
comparison-no-programme = Không có chương trình
measure-fall = Mức giảm bình quân, { $cohort }, { $first }–{ $last }
measure-lasting-escapes = Hộ thoát nghèo bền vững, toàn tỉnh
measure-poor-households = Hộ nghèo, toàn tỉnh, cuối năm { $last }
unit-points-per-year = điểm %/năm
unit-households = hộ
chart-differences-title = Mỗi phương án thay đổi được gì
chart-differences-subtitle = Chênh lệch so với “{ $reference }” trên cùng { $replicates } lần lặp; chấm: trung bình; vạch: khoảng 95 % của trung bình
chart-plane-title = Chi phí và số hộ thoát nghèo bền vững tăng thêm
chart-plane-subtitle = Hộ thoát nghèo trong { $first }–{ $last } và bền vững { $years } năm, nhiều hơn so với không có chương trình; vạch: khoảng 95 % của trung bình; nét đứt: đường hiệu quả
chart-plane-cost = Kinh phí đã chi, tỷ đồng
chart-plane-effect = Hộ thoát nghèo bền vững tăng thêm
chart-regret-title = Mất gì nếu không chọn phương án tốt nhất
chart-regret-subtitle = Số hộ thoát nghèo bền vững ít hơn so với phương án tốt nhất của từng lần trong { $replicates } lần lặp
chart-regret-best = Tốt nhất trong, % lần lặp
chart-regret-mean = Tiếc nuối trung bình, hộ
chart-regret-largest = Tiếc nuối lớn nhất, hộ

## Optimisation
optimum-title = { $scenario }: tìm phương án phân bổ tốt hơn. Tiêu chí: { $objective }
objective-lasting-escapes = số hộ thoát nghèo bền vững, nhiều nhất
objective-p-target = xác suất đạt đồng thời các mục tiêu, cao nhất
objective-shortfall = mức thiếu hụt lớn nhất so với mục tiêu, nhỏ nhất
optimum-found = Tìm được “{ $winner }” ({ $way }). So với “{ $reference }” trên cùng { $replicates } lần lặp: { $gain } { $unit } (khoảng 95 % của trung bình: { $low } đến { $high }); tốt hơn trong { $better } % số lần lặp.
optimum-found-not-distinguishable = Tốt nhất trong lần thử là “{ $winner }” ({ $way }), nhưng chưa phân biệt được với “{ $reference }” trên cùng { $replicates } lần lặp: { $gain } { $unit } (khoảng 95 % của trung bình: { $low } đến { $high }); tốt hơn trong { $better } % số lần lặp.
optimum-none-better = Không tìm được phương án nào tốt hơn các phương án đã có. Tốt nhất là “{ $winner }”: so với “{ $reference }” trên cùng { $replicates } lần lặp { $gain } { $unit } (khoảng 95 % của trung bình: { $low } đến { $high }); tốt hơn trong { $better } % số lần lặp.
optimum-reference-is-best = Không tìm được phương án nào tốt hơn phương án tham chiếu “{ $winner }”.
optimum-way-given = phương án đã có trong kịch bản
optimum-way-packages = chọn gói cho từng xã; theo giá của gói, kém tối ưu nhiều nhất { $gap } %
optimum-way-curves = tiền liên tục trên đường cong bão hòa, tối ưu theo giá
optimum-promised = Giá kỳ vọng hứa hẹn { $promised } hộ so với không có chương trình; mô phỏng đo được { $measured } hộ ({ $low } đến { $high }).
optimum-trial = Phương án được chọn qua { $replicates } lần lặp riêng, khác với các lần lặp dùng để đánh giá: mức hơn nêu trên không bị thổi phồng vì lựa chọn.
optimum-scores = Các phương án trên cùng các lần lặp
optimum-score = Tiêu chí, { $unit }
optimum-gain = Hơn/kém tham chiếu (95 %)
optimum-better = Tốt hơn, % lần
optimum-money = Tiền đi đâu, tỷ đồng cả giai đoạn
optimum-component = Nội dung chi
optimum-scenario = Kịch bản có phương án này, chạy được ngay: { $path }
unit-points = điểm %
chart-allocation-title = Tiền phân bổ trước và sau khi tối ưu
chart-allocation-subtitle = Triệu đồng mỗi hộ nghèo đầu kỳ, cả giai đoạn, theo huyện và nội dung chi. Trên: “{ $before }”; dưới: “{ $after }”
chart-allocation-all = Tổng
signed-title = Bảng phân bổ kinh phí năm { $year } theo phương án “{ $alternative }”
signed-note = Đơn vị: đồng. { $sources }
signed-sheet = Năm { $year }
signed-number = STT
signed-place = Huyện / xã
signed-total = Tổng cộng
signed-row-total = Cộng
signed-sums-sheet = Cân đối nguồn
signed-sums-title = Cân đối nguồn vốn: kế hoạch = phân bổ + còn lại
signed-source = Nguồn vốn
signed-year = Năm
signed-envelope = Kế hoạch
signed-allocated = Phân bổ
signed-left = Còn lại
signed-check = Kiểm tra (phải bằng 0)
signed-prepared = NGƯỜI LẬP BẢNG
signed-approved = THỦ TRƯỞNG CƠ QUAN
signed-date = Ngày … tháng … năm …

## Workbook report.xlsx
book-sheet-summary = Tóm tắt
book-sheet-charts = Biểu đồ
book-sheet-targets = Mục tiêu
book-sheet-trajectories = Diễn biến
book-sheet-communes = Xã theo năm
book-sheet-places = Mục tiêu theo địa bàn
book-sheet-money = Kinh phí
book-sheet-why = Điều gì cản trở
book-sheet-variance = Nguồn bất định
book-sheet-forms = Biểu 2022-2025
book-sheet-chart-numbers = Số liệu biểu đồ
book-sheet-codes = Chú giải
book-sheet-alternatives = Phương án
book-sheet-differences = Chênh lệch
book-sheet-standings = Xếp hạng
book-sheet-chances = Xác suất
book-sheet-rules = Quy tắc quyết định
book-sheet-outcomes = Từng lần lặp
book-table-note = Các dòng giống tệp { $file }; chữ nhỏ dưới tiêu đề là tên cột của tệp. Ý nghĩa cột và mã: xem trang “{ $codes }”.
book-table-left-out = Bảng có hơn { $most } dòng nên không đưa vào đây; đầy đủ trong tệp { $file }.
book-charts-note = Biểu đồ Excel, có thể sửa và sao chép; số liệu ở trang “{ $sheet }”.
book-chart-numbers-note = Số liệu của các biểu đồ. Cột “90 %”, “50 % số lần” là độ cao của từng dải chồng lên nhau, tính từ phân vị 5 %.
book-codes-note = Mã trong các bảng là gì, và từng cột nghĩa là gì.
book-kind = Loại
book-code = Mã hoặc tên cột
book-meaning = Ý nghĩa
book-unit = Đơn vị
book-alternative = Phương án
book-cohort = Nhóm xã
book-source = Nguồn vốn
book-component = Dự án, tiểu dự án
book-switch = Trở ngại được gỡ bỏ
book-column = Cột
book-year = Năm
book-reference = Phương án tham chiếu: { $name }
book-other = Phương án: { $name }
book-verdict = Kết luận
book-probability = Xác suất đạt mức sàn
book-low = Cận dưới 95 %
book-high = Cận trên 95 %
book-fall = Dự kiến giảm, điểm/năm
book-words = Diễn giải
book-chances-title = Xác suất đạt mức sàn của từng mục tiêu, khoảng tin cậy 95 %
book-below = dưới: { $name }
book-above = trên: { $name }
book-money = Kinh phí theo phương án, triệu đồng
book-money-total = Tổng
book-money-allocated = Đã phân bổ
book-money-spent = Chi
book-money-left = Còn lại
book-run = Lần chạy này
book-run-id = Mã lần chạy
book-version = Phiên bản
book-scenario = Tệp kịch bản
book-input = Tệp đầu vào
book-load-warning = Cảnh báo
book-parameters = Tham số
book-forms-here = Biểu của phương án tham chiếu ở các trang sau; của từng phương án: form_2022_2025_*.xlsx
book-forms-elsewhere = Xem form_2022_2025_*.xlsx (nếu có): quá dài để đưa vào đây

## Summary for a meeting (summary.docx)
docx-title = TÓM TẮT KẾT QUẢ MÔ PHỎNG GIẢM NGHÈO
docx-verdicts = 1. Mục tiêu có đạt được không? (phương án tham chiếu: { $name })
docx-alternatives = 2. So sánh các phương án
docx-alternatives-note = Mục tiêu: điểm phần trăm/năm. Xác suất đạt mức sàn, trong ngoặc là khoảng tin cậy 95 %. Kinh phí: tỷ đồng, trong ngoặc là phần chưa phân bổ.
docx-money-row = Kinh phí (chưa phân bổ), tỷ đồng
docx-obstacles = 3. Điều gì cản trở (phương án tham chiếu)
docx-money = 4. Tiền đi đâu, { $first }–{ $last }, tỷ đồng
docx-uncertainty = 5. Kết quả chắc chắn đến đâu
docx-uncertainty-range = { $cohort }, cuối năm { $year }: tỷ lệ hộ nghèo có thể từ { $low } đến { $high } (90 % số lần mô phỏng), giữa là { $middle }.
docx-uncertainty-source = Nguồn bất định lớn nhất là { $source }: riêng nó chiếm { $share } phương sai.
docx-uncertainty-replicates = Mô phỏng { $replicates } lần; chạy nhiều lần hơn thì xác suất được biết chính xác hơn, nhưng khoảng trên không hẹp lại.
docx-source-parameters = tham số của mô hình
docx-source-delivery = tiến độ giải ngân và chi phí
docx-source-environment = kinh tế, thiên tai và các biến động chung
docx-source-households = may rủi của từng hộ
docx-origin = 6. Nguồn số liệu
docx-origin-official = Số liệu đầu vào là số liệu chính thức.
docx-origin-assumption = Một phần số liệu đầu vào là giả định của người lập kịch bản.
docx-origin-synthetic = Số hộ nghèo của từng xã là số liệu mô phỏng, khớp với tổng số đã công bố của tỉnh; kết quả ở cấp xã chỉ để minh họa.
docx-priors = Tham số lấy từ tài liệu và giả định ghi trong kịch bản, chưa hiệu chỉnh: kết quả dùng để so sánh phương án, không phải dự báo.
docx-manifest = Lần chạy { $run }; giamngheo { $version }; { $scenario } (SHA-256 { $hash }…); hạt giống { $seed }; { $replicates } lần mô phỏng. Đầy đủ: report.xlsx, run.json.
